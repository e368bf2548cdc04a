import BooksTestSupport
import Kernel
import Tenancy
import Testing

@testable import Receivables

@Suite
struct `Amounts of plain lists` {
    /// Books of a tenant with that locale.
    private func use(_ locale: String, _ body: (Books) async throws -> Void) async throws {
        try await Books.use { books in
            let tenant = try await books.installation.tenants.create(
                TenantSettings(
                    name: TenantName("other"), currency: Books.base,
                    timeZone: TimeZoneName("Europe/Berlin"), locale: locale))
            try await body(Books(books.installation, tenant: tenant))
        }
    }

    private func list(_ amounts: [String]) -> String {
        let rows = amounts.enumerated().map { "Acme;\($0 + 1);2026-01-05;\($1)\n" }
        return "Customer;Invoice No;Invoice Date;Amount\n" + rows.joined()
    }

    @Test(arguments: [("de-DE", "1.230", "comma"), ("en-US", "1,230", "point")])
    func `that may mean either are read as is usual, with a warning`(
        locale: String, amount: String, word: String
    ) async throws {
        try await use(locale) { books in
            let report = try await books.importing(list(["5", amount]))
            #expect(report.amountTotal == "1235.00 USD" && report.rejected == 0)
            let warning = report.warnings.filter { $0.contains("as is usual here") }
            #expect(warning.count == 1)
            #expect(warning.allSatisfy { $0.contains("a decimal \(word)") })
        }
    }

    @Test(arguments: [("de-DE", "1,234", "12.50"), ("en-US", "1.234", "12,50")])
    func `that may mean either are settled by one that does not`(
        locale: String, amount: String, clear: String
    ) async throws {
        try await use(locale) { books in
            let report = try await books.importing(list(["5", amount, clear]))
            #expect(report.amountTotal == "1251.50 USD" && report.rejected == 0)
            #expect(!report.warnings.contains { $0.contains("usual") })
        }
    }

    @Test func `are settled by one far down`() async throws {
        try await use("de-DE") { books in
            let amounts = [String](repeating: "7", count: 1_500) + ["1,234", "0.50"]
            let report = try await books.importing(list(amounts))
            #expect(report.amountTotal == "11734.50 USD" && report.rejected == 0)
        }
    }

    @Test func `without a separator need no word`() async throws {
        try await use("de-DE") { books in
            let report = try await books.importing(list(["5", "6"]))
            #expect(report.warnings == [])
        }
    }
}
