import BooksTestSupport
import Foundation
import Kernel
import Receivables
import Tenancy
import Testing

@testable import Formats

/// Files are compared with what the API answers.
@Suite struct `An exported report` {
    private static let invoices = """
        Customer,Invoice No,Invoice Date,Due Date,Amount,Currency
        Acme Ltd,001,2026-07-01,2026-07-31,100.00,USD
        Acme Ltd,002,2026-08-15,2026-09-14,250.50,USD
        =cmd|calc,B-7,2026-06-01,2026-06-01,1.05,USD
        株式会社 山田,JP-1,2026-05-01,2026-05-31,123456,JPY
        شركة النور,KW-1,2026-09-01,2026-10-01,12.345,KWD
        """
    private static let receipts = """
        Customer,Receipt No,Date,Amount,Applied To,Applied Amount,Applied Date
        Acme Ltd,R1,2026-09-20,150.00,001,100.00,2026-09-20
        """

    private func use(_ body: (Books, String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("exports-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await Books.use { books in
            let day = try LocalDate(iso: "2026-01-01")
            for (code, rate) in [("JPY", "0.0068"), ("KWD", "3.25")] {
                try await books.customers.setRate(
                    books.scope, try Currency(code: code), from: day,
                    to: try ExactDecimal(parsing: rate))
            }
            try await books.importing(Self.invoices)
            try await books.importing(Self.receipts)
            try await body(books, folder.path)
        }
    }

    private func request() throws -> AgingRequest {
        AgingRequest(asOf: try LocalDate(iso: "2026-09-30"), limits: .standard)
    }

    /// The total that the API's JSON states.
    private func total(_ books: Books, _ request: AgingRequest) async throws -> [String] {
        let reports = try await books.aging.report(books.scope, request)
        let bytes = try AgingReport.json(reports, isList: true)
        let list = try #require(
            try JSONSerialization.jsonObject(with: Data(bytes)) as? [[String: Any]])
        return try list.map { report in
            let totals = try #require(report["totals"] as? [String: Any])
            return try #require(totals["total"] as? String)
        }
    }

    @Test(
        arguments: [AgingRequest.Rows.customer, .invoice],
        [AgingRequest.Unapplied.netted, .separate])
    func `has the totals of the API in every format`(
        rows: AgingRequest.Rows, unapplied: AgingRequest.Unapplied
    ) async throws {
        try await use { books, folder in
            var request = try request()
            request.rows = rows
            request.unapplied = unapplied
            let asked = request
            let total = try #require(try await total(books, request).first)
            let report = try #require(try await books.aging.report(books.scope, request).first)
            let shown = LocaleFormat("en-US").format(
                minorUnits: report.totals.total, decimals: 2)
            for format in ExportFormat.allCases {
                try await Exported.file(format, "\(folder)/a.\(format)").write { make in
                    try await books.exports.aging(books.scope, asked, to: make)
                }
            }
            let sheet = try Exported.cells("\(folder)/a.xlsx")
            let totals = try #require(sheet.first { $0.first == .text("Total") })
            guard case .number(let number) = totals.last else { throw CancellationError() }
            #expect(Decimal(string: number) == Decimal(string: total))
            #expect(sheet.contains { $0.first == .text("=cmd|calc") })

            let pdf = try Exported.text(ofPDF: "\(folder)/a.pdf")
            let line = pdf.split(separator: "\n").first { $0.hasPrefix("Total") }
            #expect(line?.hasSuffix(" " + shown) == true)
            #expect(pdf.contains("Σ rows = control account: $\(shown)"))
            #expect(pdf.contains("Company acme") && pdf.contains("As of 9/30/2026"))

            var expected = CSVWriter(hasByteOrderMark: true)
            try AgingReport.appendCSV(
                try await books.aging.report(books.scope, asked), to: &expected)
            let csv = FileManager.default.contents(atPath: "\(folder)/a.csv")
            #expect(csv == Data(expected.bytes))
        }
    }

    @Test func `is understood when it comes back as a list`() async throws {
        try await use { books, folder in
            let asked = try request()
            let report = try #require(try await books.aging.report(books.scope, asked).first)
            try await Exported.file(.xlsx, "\(folder)/a.xlsx").write { make in
                try await books.exports.aging(books.scope, asked, to: make)
            }
            let read = try await books.importer.run(
                books.scope, ImportRequest(path: "\(folder)/a.xlsx", isDryRun: true))
            #expect(read.rejected == 0 && read.asOf == asked.asOf)
            #expect(read.customers == Int64(report.rows.count))
            #expect(read.openTotal.minorUnits == report.totals.total)
        }
    }

    @Test func `has a table for each currency with its decimals`() async throws {
        try await use { books, folder in
            var request = try request()
            request.currency = .all
            let asked = request
            let totals = try await total(books, request)
            #expect(totals == ["123456", "12.345", "201.55"])
            for format in ExportFormat.allCases {
                try await Exported.file(format, "\(folder)/a.\(format)").write { make in
                    try await books.exports.aging(books.scope, asked, to: make)
                }
            }
            let sheets = try Exported.cells("\(folder)/a.xlsx").filter {
                $0.first == .text("Total")
            }
            #expect(sheets.map(\.last) == totals.map { .number($0) })
            let pdf = try Exported.text(ofPDF: "\(folder)/a.pdf")
            for total in ["123,456", "12.345", "201.55"] { #expect(pdf.contains(total)) }
            #expect(pdf.contains("山田") && pdf.contains("Aging KWD"))
            let csv = try Exported.cells("\(folder)/a.csv")
            #expect(csv.count == 1 + 4)
        }
    }

    @Test func `of one customer does not pretend to reconcile`() async throws {
        try await use { books, folder in
            var request = try request()
            request.customer = try #require(
                try await books.customers.find(books.scope, "Acme Ltd")
            ).id
            let asked = request
            try await Exported.file(.xlsx, "\(folder)/a.xlsx").write { make in
                try await books.exports.aging(books.scope, asked, to: make)
            }
            let sheet = try Exported.cells("\(folder)/a.xlsx")
            #expect(sheet.contains([.text("Customer"), .text("Acme Ltd")]))
            guard case .text(let note) = sheet.last?.first else { throw CancellationError() }
            #expect(note.contains("not compared"))
        }
    }

    @Test func `states an account whose tables agree`() async throws {
        try await use { books, folder in
            let customer = try #require(
                try await books.customers.find(books.scope, "Acme Ltd"))
            let to = try LocalDate(iso: "2026-09-30")
            let statement = try await books.exports.statement(
                books.scope, of: customer.id, from: try LocalDate(iso: "2026-08-01"), to: to)
            let account = try #require(statement.accounts.first)
            #expect(account.isReconciled)
            #expect(account.statement.opening == 10_000 && account.statement.closing == 20_050)
            for format in ExportFormat.allCases {
                try await Exported.file(format, "\(folder)/s.\(format)").write { make in
                    try statement.write(to: try make())
                }
            }
            let pdf = try Exported.text(ofPDF: "\(folder)/s.pdf")
            for part in [
                "Statement of account", "Acme Ltd", "acme", "Open items USD", "Movements USD",
                "Brought forward", "Balance = open items: $200.50", "Page 1 of 1",
            ] { #expect(pdf.contains(part), "\(part)") }
            // The credit makes the balance less than what is late of the invoices.
            let letter = pdf.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(
                letter.contains(
                    "a balance of $200.50: open invoices of $250.50 less credits of $50.00."
                        + " Invoices of $250.50 are past their due date."))
            let sheet = try Exported.cells("\(folder)/s.xlsx")
            #expect(sheet.first { $0.first == .text("Total") }?.last == .number("200.5"))

            var expected = CSVWriter(hasByteOrderMark: true)
            try Statement.appendCSV(
                try await books.statements.statements(
                    books.scope, of: customer, from: try LocalDate(iso: "2026-08-01"), to: to),
                to: &expected)
            let csv = FileManager.default.contents(atPath: "\(folder)/s.csv")
            #expect(csv == Data(expected.bytes))
        }
    }

    @Test func `is refused to whoever may not read`() async throws {
        try await use { books, folder in
            let stranger = Scope(
                tenant: books.tenant, actor: .localVisitor,
                grant: Grant(permissions: [], portfolio: nil))
            let request = try request()
            await #expect(throws: TenancyError.self) {
                try await Exported.file(.csv, "\(folder)/a.csv").write { make in
                    try await books.exports.aging(stranger, request, to: make)
                }
            }
            await #expect(throws: AgingError.unknownCustomer("999999")) {
                try await books.exports.statement(
                    books.scope, of: CustomerID(999_999), from: nil, to: request.asOf)
            }
        }
    }

    @Test func `holds what was searched for, in the order asked for, and the comparison`()
        async throws
    {
        try await use { books, folder in
            var request = try request()
            request.sort = AgingSort(.customer)
            request.comparedTo = try LocalDate(iso: "2026-08-31")
            let compared = request
            try await Exported.file(.xlsx, "\(folder)/a.xlsx").write { make in
                try await books.exports.aging(books.scope, compared, to: make)
            }
            let sheet = try Exported.cells("\(folder)/a.xlsx")
            let header = try #require(sheet.first { $0.first == .text("Customer") && $0.count > 2 })
            #expect(header.suffix(2) == [.text("Open on 8/31/2026"), .text("Change")])
            let names = ["=cmd|calc", "Acme Ltd"]
            #expect(
                sheet.compactMap(\.first).filter { names.map { .text($0) }.contains($0) }
                    == names.map { .text($0) })
            let acme = try #require(sheet.first { $0.first == .text("Acme Ltd") })
            #expect(acme.suffix(3) == [.number("200.5"), .number("350.5"), .number("-150")])
            #expect(sheet.contains { $0.first == .text("Collected") && $0.last == .number("-150") })

            request.search = "acme"
            let searched = request
            try await Exported.file(.csv, "\(folder)/a.csv").write { make in
                try await books.exports.aging(books.scope, searched, to: make)
            }
            let csv = try Exported.cells("\(folder)/a.csv")
            #expect(csv.count == 2 && csv[1].contains(.text("Acme Ltd")))
            #expect(csv[1].suffix(3) == [.text("200.50"), .text("350.50"), .text("-150.00")])
        }
    }

    @Test func `holds all customers of a list, whatever its page`() async throws {
        try await use { books, folder in
            let list = (0..<150).map { "New \($0),N-\($0),2026-09-01,2026-09-15,1.00,USD" }
            try await books.importing(
                "Customer,Invoice No,Invoice Date,Due Date,Amount,Currency\n"
                    + list.joined(separator: "\n"))
            let request = CustomerListRequest(
                asOf: try LocalDate(iso: "2026-09-30"), search: "new", sort: .name,
                order: .ascending, page: 2)
            for format in ExportFormat.allCases {
                try await Exported.file(format, "\(folder)/c.\(format)").write { make in
                    try await books.exports.customers(books.scope, request, to: make)
                }
            }
            let sheet = try Exported.cells("\(folder)/c.xlsx")
            let total = try #require(sheet.first { $0.first == .text("Total") })
            #expect(total.contains(.number("150")))
            #expect(try Exported.cells("\(folder)/c.csv").count == 151)
            #expect(try Exported.text(ofPDF: "\(folder)/c.pdf").contains("New 149"))
        }
    }

    @Test func `holds everything that moved a document`() async throws {
        try await use { books, folder in
            let id = try await books.number("SELECT id FROM ar_document WHERE number = '001'")
            let record = try await books.exports.movements(
                books.scope, of: ID(id), asOf: try LocalDate(iso: "2026-09-30"),
                order: .effective)
            #expect(record.movements.count == 2)
            for format in ExportFormat.allCases {
                try await Exported.file(format, "\(folder)/m.\(format)").write { make in
                    try record.write(to: try make(), for: books.tenant)
                }
            }
            let csv = try Exported.cells("\(folder)/m.csv")
            #expect(csv.count == 3)
            #expect(csv[2].contains(.text("allocation")) && csv[2].contains(.text("-100.00")))
            let pdf = try Exported.text(ofPDF: "\(folder)/m.pdf")
            #expect(pdf.contains("Invoice 001") && pdf.contains("Allocation"))
        }
    }
}
