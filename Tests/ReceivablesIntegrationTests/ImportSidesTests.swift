import BooksTestSupport
import Kernel
import Testing

@testable import Receivables

@Suite
struct `Importing amounts that other columns explain` {
    @Test func `says of which invoice more was paid than it amounts to`() async throws {
        try await Books.use { books in
            let report = try await books.importing(
                """
                Customer,Invoice No,Invoice Date,Due Date,Amount,Paid
                Acme,1,2026-01-05,2026-02-05,100.00,120.00
                Acme,2,2026-01-05,2026-02-05,100.00,30.00
                """)
            // As the file says it; the books keep the one as paid.
            #expect(report.openTotal == "50.00 USD")
            #expect(
                report.warnings.contains {
                    $0.hasPrefix("Line 2: 1 is overpaid by USD 20.00")
                }, "\(report.warnings)")
            #expect(try await books.open("Acme", "1") == 0)
            #expect(try await books.open("Acme", "2") == 7_000)
        }
    }

    @Test func `takes the credit side of a plain list for credits`() async throws {
        try await Books.use { books in
            let report = try await books.importing(
                """
                Customer,Document No,Date,Due Date,D/C,Amount
                Acme,1,2026-05-01,2026-06-01,D,100.00
                Acme,2,2026-05-02,,C,30.00
                """)
            #expect(report.amountTotal == "70.00 USD")
            #expect(try await books.open("Acme", "2", kind: .creditNote) == -3_000)
            #expect(try await books.differences() == [])
        }
    }

    @Test func `takes a column of payments below zero for what was paid`() async throws {
        let header = "Customer,Invoice No,Invoice Date,Due Date,Amount,Paid\n"
        try await Books.use { books in
            let below = try await books.importing(
                header + """
                    Acme,1,2026-01-05,2026-02-05,100.00,-20.00
                    Acme,2,2026-01-05,2026-02-05,100.00,-100.00
                    """)
            #expect(below.openTotal == "80.00 USD")
            #expect(!below.warnings.contains { $0.contains("below zero") })
            let mixed = try await books.importing(
                header + """
                    Acme,3,2026-01-05,2026-02-05,100.00,40.00
                    Acme,4,2026-01-05,2026-02-05,100.00,-20.00
                    """)
            #expect(mixed.openTotal == "180.00 USD")
            #expect(
                mixed.warnings.contains {
                    $0 == "1 of 2 amounts in “Paid” are below zero, unlike the others; they were"
                        + " taken as paid back."
                }, "\(mixed.warnings)")
            #expect(try await books.open("Acme", "4") == 10_000)
        }
    }

    @Test func `says which documents are partly paid with nobody knows how much`() async throws {
        try await Books.use { books in
            let report = try await books.importing(
                """
                Customer,Invoice No,Invoice Date,Due Date,Status,Amount
                Acme,1,2026-01-05,2026-02-05,Partially paid,100.00
                Acme,2,2026-01-05,2026-02-05,Sent,100.00
                """)
            #expect(report.openTotal == "200.00 USD")
            #expect(
                report.warnings.contains {
                    $0.hasPrefix(
                        "1 document is partly paid, but the file does not say how much (1)")
                }, "\(report.warnings)")
        }
    }

    @Test func `knows thousands by decimals that the currency does not have`() async throws {
        try await Books.use { books in
            let report = try await books.importing(
                """
                Customer;Invoice No;Invoice Date;Amount
                Acme;1;2026-01-01;1.234
                Beta;2;2026-01-01;2.500
                """)
            #expect(report.amountTotal == "3734.00 USD")
            #expect(report.warnings.contains { $0.hasPrefix("Amounts such as “1.234”") })
        }
    }

    @Test func `refuses estimates without a title`() async throws {
        try await Books.use { books in
            await #expect {
                _ = try await books.importing(
                    """
                    Customer,Date,Num,Estimate Status,Amount
                    Bob,2026-01-01,1,Pending,50.00
                    """)
            } throws: { error in
                (error as? any DomainError)?.userMessage.contains("estimates") == true
            }
            let count = try await books.documentCount()
            #expect(count == 0)
        }
    }

    @Test func `says how many payments of two files were taken for the same`() async throws {
        try await Books.use { books in
            let header = "Customer,Type,Num,Date,Due Date,Amount,Open Balance\n"
            let payment = "Acme,Payment,,2026-05-16,,-10.00,-10.00\n"
            let first = try await books.importing(
                header + "Acme,Invoice,1,2026-05-15,2026-06-14,100.00,100.00\n" + payment)
            #expect(!first.warnings.contains { $0.contains("earlier file") })
            let second = try await books.importing(header + payment + payment)
            #expect([second.new, second.unchanged] == [1, 1])
            #expect(
                second.warnings.contains(
                    "1 line without a number was taken for what an earlier file said: the same"
                        + " kind, day and amount."), "\(second.warnings)")
        }
    }
}
