import BooksTestSupport
import Kernel
import Testing

@testable import Receivables

/// What must hold of the books on any day.
extension History {
    /// Every combination of basis, presentation and currency, in turn.
    mutating func request(on day: LocalDate) throws -> AgingRequest {
        let lists = [[30, 60, 90, 120], [1], [7, 14, 21], [5, 10, 15, 20, 25, 30]]
        var request = AgingRequest(
            asOf: day, limits: try AgingLimits(random.pick(lists) ?? [30]))
        request.basis = random.chance(2) ? .due : .invoice
        request.unapplied = random.chance(2) ? .netted : .separate
        let currencies = [AgingCurrency.base, .base] + Self.currencies.map { .only($0) }
        request.currency = random.pick(currencies) ?? .base
        return request
    }

    mutating func anyDay() throws -> LocalDate {
        try Self.firstDay.adding(days: random.int(-3...(Self.daysMax + 120)))
    }

    /// Asks about a day and keeps the answer, to ask again later.
    mutating func rememberAnswer() async throws {
        var request = try request(on: anyDay())
        request.rows = random.chance(2) ? .customer : .invoice
        let report = try await answer(request)
        request.knownAt = try await books.now()
        answers.append(
            Answer(
                request: request, lines: Set(report.rows.map(ReportLine.init)),
                totals: report.totals, control: report.controlBalance, event: reference.event))
    }

    func answer(_ request: AgingRequest) async throws -> AgingReport {
        guard let report = try await books.aging.report(books.scope, request).first else {
            throw HistoryFailure("no report")
        }
        return report
    }

    /// Each answer of the past is given again, whichever way it is worked out.
    func checkAnswers() async throws {
        for laterMovementsMax: Int64 in [0, .max] {
            let aging = AgingService(
                database: books.database, laterMovementsMax: laterMovementsMax)
            for answer in answers {
                let reports = try await aging.report(books.scope, answer.request)
                let report = try #require(reports.first)
                let lines = Set(report.rows.map(ReportLine.init))
                guard lines == answer.lines, report.totals == answer.totals,
                    report.controlBalance == answer.control
                else {
                    throw HistoryFailure(
                        "\(answer.request) of event \(answer.event) answered \(report.totals),"
                            + " before \(answer.totals); \(lines) for \(answer.lines)")
                }
            }
        }
    }

    /// Reports by invoice and by customer, with the reference item by item.
    mutating func checkReports(on days: [LocalDate]) async throws {
        for day in days {
            var request = try request(on: day)
            request.rows = .invoice
            let expected = reference.lines(request)
            let totals = reference.totals(expected, request)
            let byInvoice = try await answer(request)
            try compare(byInvoice, expected, request)
            request.rows = .customer
            let byCustomer = try await answer(request)
            try await checkWindow(byCustomer)
            for report in [byInvoice, byCustomer] {
                let found = ReferenceTotals(
                    amounts: report.totals.amounts, unapplied: report.totals.unapplied,
                    total: report.totals.total)
                guard found == totals, report.controlBalance == totals.total else {
                    throw HistoryFailure(
                        "\(request): \(found), control \(report.controlBalance ?? 0), for \(totals)"
                    )
                }
            }
            let grouped = Dictionary(grouping: expected, by: \.customer.rawValue)
            guard Set(byCustomer.rows.map(\.id)) == Set(grouped.keys),
                byCustomer.rows.count == grouped.count,
                byCustomer.rows.allSatisfy({ row in
                    let own = reference.totals(grouped[row.id] ?? [], request)
                    return own.amounts == row.amounts && own.unapplied == row.unapplied
                        && own.total == row.total
                })
            else { throw HistoryFailure("\(request): by customer") }
        }
    }

    /// The rollups give the same page as the items.
    private func checkWindow(_ whole: AgingReport) async throws {
        let aging = AgingService(database: books.database, rollupDaysMax: .max)
        for start in 0..<customers.count {
            var request = whole.request
            request.window = start..<(start + 2)
            let report = try #require(try await aging.report(books.scope, request).first)
            let expected = whole.rows.dropFirst(start).prefix(2).map(ReportLine.init)
            guard report.rows.map(ReportLine.init) == expected, report.totals == whole.totals,
                report.rowCount == whole.rows.count
            else { throw HistoryFailure("\(request): \(report.rows) for \(expected)") }
        }
    }

    private func compare(
        _ report: AgingReport, _ expected: [ReferenceLine], _ request: AgingRequest
    ) throws {
        let lines = try expected.map { line in
            let totals = reference.totals([line], request)
            let age = (request.basis == .due ? line.item.dueDate : line.item.documentDate)
                .days(until: request.asOf)
            let document = try #require(reference.documents[line.item.document])
            let item = AgingRow.Item(
                document: document.number, kind: document.kind,
                instalment: Int(line.item.instalment), documentDate: line.item.documentDate,
                dueDate: line.item.dueDate, daysPastDue: age)
            return ReportLine(
                AgingRow(
                    id: line.item.document.rawValue, customer: names[line.customer] ?? "",
                    item: item, amounts: totals.amounts, unapplied: totals.unapplied,
                    total: totals.total))
        }
        guard report.rows.count == lines.count, Set(report.rows.map(ReportLine.init)) == Set(lines)
        else {
            let found = Set(report.rows.map(ReportLine.init))
            throw HistoryFailure(
                "\(request): \(found.subtracting(lines)) for \(Set(lines).subtracting(found))")
        }
    }

    /// The dashboard's figures, with the reference and with each other.
    func checkSummary(on days: [LocalDate]) async throws {
        for day in days {
            let stats = try await books.summary.stats(books.scope, asOf: day)
            guard stats == reference.stats(on: day) else {
                // Which item it is says more than the sums.
                var request = AgingRequest(asOf: day, limits: .standard)
                request.rows = .invoice
                try compare(try await answer(request), reference.lines(request), request)
                throw HistoryFailure("\(day): \(stats) for \(reference.stats(on: day))")
            }
            let request = AgingRequest(asOf: day, limits: .standard)
            let lines = reference.lines(request)
            let totals = reference.totals(lines, request)
            let distribution = try await books.summary.distribution(books.scope, asOf: day)
            guard distribution.amounts == totals.amounts, distribution.total == totals.total else {
                throw HistoryFailure("\(day): \(distribution) for \(totals)")
            }
            let customers = try await books.summary.customers(books.scope, asOf: day)
            let expected = reference.customerBalances(on: day, names: names)
            guard customers == expected else {
                throw HistoryFailure("\(day): \(customers) for \(expected)")
            }
            for customer in self.customers {
                let open = try await books.summary.invoices(
                    books.scope, of: customer, asOf: day)
                let own = lines.filter { $0.customer == customer }
                guard open.map(\.amount).sorted() == own.map(\.open).sorted(),
                    open.map(\.dueDate) == own.map(\.item.dueDate).sorted()
                else { throw HistoryFailure("\(day): invoices of \(customer): \(open)") }
            }
        }
    }

    /// Every account's balance in base and in each currency, from the folded balances and from
    /// the lines.
    func checkJournal(on days: [LocalDate]) async throws {
        for day in days {
            let rows = try await books.database.read(
                books.scope,
                """
                SELECT account_id, currency, sum(amount)::bigint, sum(base_amount)::bigint
                FROM (
                    SELECT * FROM ledger_balance UNION ALL
                    SELECT account_id, currency, entry_on, amount, base_amount FROM ledger_delta
                ) AS b
                WHERE entry_on <= \(day) GROUP BY 1, 2
                """)
            for account: Int32 in 1...8 {
                let own = try rows.filter { try $0.int32(0) == account }
                let base = try own.reduce(Int64(0)) { try $0 + $1.int64(3) }
                guard base == reference.accountBalance(account, nil, on: day) else {
                    throw HistoryFailure("\(day): account \(account) has \(base)")
                }
                for currency in Self.currencies {
                    let rows = try own.filter { try $0.string(1) == currency.code }
                    let amount = try rows.first?.int64(2) ?? 0
                    guard amount == reference.accountBalance(account, currency, on: day) else {
                        throw HistoryFailure("\(day): account \(account) \(currency) \(amount)")
                    }
                }
            }
        }
    }

    /// Statements of account begin and end with what is open, and say what lies between.
    func checkStatements(on days: [LocalDate]) async throws {
        for day in days {
            for id in customers {
                let customer = Customer(id: id, code: "", name: "")
                let from = try day.adding(days: -40)
                let statements = try await books.statements.statements(
                    books.scope, of: customer, from: from, to: day)
                for currency in Self.currencies {
                    let statement = statements.first { $0.currency == currency }
                    let sums = try [from.adding(days: -1), day].map { day in
                        var request = AgingRequest(asOf: day, limits: .standard)
                        request.currency = .only(currency)
                        request.customer = id
                        return reference.lines(request).reduce(Int64(0)) { $0 + $1.open }
                    }
                    let lines = statement?.lines ?? []
                    guard [statement?.opening ?? 0, statement?.closing ?? 0] == sums,
                        lines.reduce(sums[0], { $0 + $1.amount }) == sums[1],
                        lines.last.map({ $0.balance == sums[1] }) ?? true
                    else { throw HistoryFailure("statement of \(id) on \(day) in \(currency)") }
                }
            }
        }
    }

    /// Nothing is left in base of what is settled.
    func checkSettled() throws {
        for left in reference.balances({ _ in true }) where left.amount == 0 {
            throw HistoryFailure("\(left.base) in base left of \(left.item)")
        }
    }

    /// The days on which anything happens, with the days before and after.
    func notableDays() throws -> [LocalDate] {
        var days: Set<LocalDate> = []
        for day in Set(reference.movements.map(\.effectiveOn)) {
            for offset in -1...1 { days.insert(try day.adding(days: offset)) }
        }
        return days.sorted()
    }
}
