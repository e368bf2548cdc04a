import Kernel

@testable import Receivables

/// One open item on a day, as a report by invoice shows it.
struct ReferenceLine: Hashable {
    let customer: CustomerID
    let item: ReferenceItem
    let amount: Int64
    /// In the currency of the report.
    let open: Int64
}

/// What a report says in all: by bucket, unapplied and together.
struct ReferenceTotals: Equatable {
    var amounts: [Int64]
    var unapplied: Int64 = 0
    var total: Int64 = 0
}

/// Reports, added up from the movements.
extension ReferenceBooks {
    /// The lines of a report on a day, as known after an event.
    func lines(_ request: AgingRequest, knownAfter known: Int? = nil) -> [ReferenceLine] {
        var only: Currency?
        if case .only(let currency) = request.currency { only = currency }
        let open = balances { movement in
            movement.effectiveOn <= request.asOf && movement.event <= known ?? event
        }
        return open.compactMap { item, amount, base in
            guard let document = documents[item.document] else { return nil }
            if let only, document.currency != only || amount == 0 { return nil }
            if let customer = request.customer, document.customer != customer { return nil }
            return ReferenceLine(
                customer: document.customer, item: item, amount: amount,
                open: only == nil ? base : amount)
        }
    }

    /// Where each line's amount stands.
    func totals(_ lines: [ReferenceLine], _ request: AgingRequest) -> ReferenceTotals {
        let limits = request.limits.days
        var totals = ReferenceTotals(amounts: [Int64](repeating: 0, count: limits.count + 2))
        for line in lines {
            totals.total += line.open
            if request.unapplied == .separate, line.amount < 0 {
                totals.unapplied += line.open
                continue
            }
            let agedOn =
                request.basis == .due ? line.item.dueDate : line.item.documentDate
            let age = agedOn.days(until: request.asOf)
            totals.amounts[age <= 0 ? 0 : limits.filter { $0 < age }.count + 1] += line.open
        }
        return totals
    }

    /// The balance of an account on a day, from the movements: receivables are their sum, every
    /// other account is the opposite of the movements of its kinds.
    func accountBalance(
        _ account: Int32, _ currency: Currency?, on day: LocalDate
    ) -> Int64 {
        let kinds: [MovementKind]? =
            switch account {
            case 1: nil
            case 2: [.receipt, .refund]
            case 3: [.invoice]
            case 4: [.creditNote]
            case 5: [.writeOff]
            case 6: [.allocation]
            case 7: [.revaluation]
            default: [.openingBalance]
            }
        var sum: Int64 = 0
        for movement in movements where movement.effectiveOn <= day {
            guard let document = documents[movement.item.document] else { continue }
            if let currency, document.currency != currency { continue }
            if let kinds, !kinds.contains(movement.kind) { continue }
            sum += currency == nil ? movement.base : movement.amount
        }
        return kinds == nil ? sum : -sum
    }

    /// The open invoices of a day with the due date of their oldest open instalment.
    private func openInvoices(_ lines: [ReferenceLine]) -> [DocumentID: LocalDate] {
        var due: [DocumentID: LocalDate] = [:]
        for line in lines where line.amount != 0 {
            let id = line.item.document
            guard documents[id]?.kind == .invoice else { continue }
            due[id] = min(due[id] ?? line.item.dueDate, line.item.dueDate)
        }
        return due
    }

    func stats(on day: LocalDate) -> SummaryStats {
        let lines = lines(AgingRequest(asOf: day, limits: .standard))
        let invoices = openInvoices(lines)
        let late = invoices.values.map { $0.days(until: day) }.filter { $0 > 0 }
        let atRisk = invoices.filter { $0.value.days(until: day) > 90 }.keys
        return SummaryStats(
            customers: Int64(Set(lines.map(\.customer)).count),
            open: lines.reduce(0) { $0 + $1.open },
            overdue: lines.filter { $0.item.dueDate < day }.reduce(0) { $0 + $1.open },
            invoices: Int64(invoices.count), overdueInvoices: Int64(late.count),
            daysOverdue: Int64(late.reduce(0, +)),
            atRiskCustomers: Int64(Set(atRisk.compactMap { documents[$0]?.customer }).count))
    }

    /// What customers owe on a day, the largest first.
    func customerBalances(
        on day: LocalDate, names: [CustomerID: String]
    ) -> [CustomerBalance] {
        let lines = lines(AgingRequest(asOf: day, limits: .standard))
        let invoices = openInvoices(lines)
        return Dictionary(grouping: lines, by: \.customer).map { customer, lines in
            CustomerBalance(
                id: customer, name: names[customer] ?? "",
                outstanding: lines.reduce(0) { $0 + $1.open },
                overdue: lines.filter { $0.item.dueDate < day }.reduce(0) { $0 + $1.open },
                invoices: Int64(
                    invoices.keys.filter { documents[$0]?.customer == customer }.count))
        }.sorted { (-$0.outstanding, $0.id) < (-$1.outstanding, $1.id) }
    }
}
