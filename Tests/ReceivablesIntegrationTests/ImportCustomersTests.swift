import BooksTestSupport
import Kernel
import Testing

@testable import Receivables

@Suite
struct `Importing a list of customers` {
    private static let list = """
        customer,customer_name,group,terms,currency,contact,email,phone
        C-1,Acme Ltd,North,Net 30,USD,Ann,ann@acme.test,+1 555 0100
        C-1,Acme Ltd,North,Net 30,USD,Bob,bob@acme.test,
        007,Beta GmbH,,Due on receipt,EUR,,,
        Gamma,,South,whenever,,,,555 0199
        """

    @Test func `brings customers, groups, terms and people`() async throws {
        try await Books.use { books in
            let report = try await books.list(Self.list, as: .customers)
            #expect([report.rows, report.new, report.customers, report.contacts] == [4, 3, 3, 3])
            #expect(report.documents == 0 && report.rejects == [])
            #expect(report.warnings.contains { $0.contains("whenever") })
            let acme = try #require(try await books.customers.find(books.scope, "Acme Ltd"))
            #expect(acme.code == "C-1")
            #expect(
                try await books.number(
                    """
                    SELECT t.due_days::bigint FROM ar_customer AS c
                    JOIN ar_payment_terms AS t ON t.id = c.terms_id WHERE c.code = 'C-1'
                    """) == 30)
            let again = try await books.list(Self.list, as: .customers)
            #expect([again.new, again.changed, again.unchanged] == [0, 0, 3])
            let mended = try await books.list(
                Self.list.replacing("555 0100", with: "555 0101")
                    .replacing("Beta GmbH", with: "Beta AG"), as: .customers)
            #expect([mended.new, mended.changed, mended.unchanged] == [0, 2, 1])
            #expect(try await books.number("SELECT count(*) FROM ar_contact") == 3)
        }
    }

    @Test func `knows customers whose documents came first`() async throws {
        try await Books.use { books in
            try await books.importing(
                """
                Customer,Invoice No,Invoice Date,Amount
                Acme Ltd,1,2026-01-05,1.00
                """)
            let report = try await books.list(Self.list, as: .customers)
            #expect([report.new, report.changed] == [2, 1])
            try await books.importing(
                """
                Customer,Invoice No,Invoice Date,Amount
                Beta GmbH,1,2026-01-05,1.00
                7,2,2026-01-05,1.00
                """)
            #expect(try await books.number("SELECT count(*) FROM ar_customer") == 3)
        }
    }

    @Test func `rejects a line without a customer or with a currency that is none`() async throws {
        try await Books.use { books in
            let report = try await books.list(
                Self.list + "\n,Nobody,,,,,,\nD,,,,US Dollar,,,\n", as: .customers)
            #expect([report.new, report.rejected] == [3, 2])
            #expect(report.rejects.map(\.line) == [6, 7])
        }
    }
}
