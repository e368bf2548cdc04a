import BooksTestSupport
import Testing

@testable import Receivables

/// Lists with our own headers that somebody printed: with totals, and the header on each page.
@Suite
struct `Totals in plain lists` {
    private static let list = """
        Customer,Invoice No,Invoice Date,Due Date,Amount
        Acme,1,2026-01-05,2026-02-04,100.00
        Acme,2,2026-01-06,2026-02-05,50.00
        Total Acme,,,,150.00
        Customer,Invoice No,Invoice Date,Due Date,Amount
        Total Wine,3,2026-01-07,2026-02-06,7.00
        Subtotal,,,,7.00
        Grand Total,,,,157.00
        """

    @Test func `are compared and not counted`() async throws {
        try await Books.use { books in
            for run in 0..<2 {
                let report = try await books.importing(Self.list, strict: true)
                #expect([report.rows, report.documents, report.rejected] == [3, 3, 0])
                #expect(report.isStored && report.warnings.isEmpty)
                #expect(report.amountTotal == "157.00 USD")
                #expect(report.new == (run == 0 ? 3 : 0))
            }
        }
    }

    @Test func `are told of where the rows come to something else`() async throws {
        try await Books.use { books in
            let wrong = Self.list.replacing(",157.00", with: ",158.00")
            let report = try await books.importing(wrong)
            #expect(
                report.warnings == [
                    "Line 8: “Grand Total” of Amount says 158.00, but the rows come to 157.00."
                ])
        }
    }

    @Test func `are only rows that name nothing else`() async throws {
        let list = Self.list.replacing("Subtotal,,,,7.00", with: "Total Inc,,2026-01-07,,7.00")
        try await Books.use { books in
            let report = try await books.importing(list)
            #expect(report.rejects.map(\.line) == [7])
        }
    }

    @Test func `that the rows come to twice refuse the file`() async throws {
        let list = """
            A/R Aging Detail
            As of June 30, 2026

            Customer,Num,Date,Due Date,Amount,Open Balance
            Acme,1,05/12/2026,06/11/2026,100.00,100.00
            Acme,2,05/13/2026,06/12/2026,60.00,60.00
            Acme,Sum,06/30/2026,,160.00,160.00
            TOTAL,,,,160.00,160.00
            """
        try await Books.use { books in
            await #expect(throws: ConversionError.countedTwice) {
                _ = try await books.importing(list)
            }
            let count = try await books.documentCount()
            #expect(count == 0)
        }
    }

    @Test func `of a customer in an aging are its rows once more`() async throws {
        let list = """
            A/R Aging Summary
            As of June 30, 2026

            ,Current,1 - 30,Total
            Acme,10.00,5.00,15.00
            Acme,20.00,,20.00
            Acme,30.00,5.00,35.00
            Bob,1.00,,1.00
            TOTAL,31.00,5.00,36.00
            """
        try await Books.use { books in
            let report = try await books.importing(list)
            #expect(report.openTotal == "36.00 USD")
            #expect(
                report.warnings == [
                    "Line 7: the amounts of “Acme” are those of its rows above; they were counted once."
                ])
        }
    }

    @Test func `of receipts may count each line, or what is applied`() async throws {
        let list = """
            Customer,Receipt No,Date,Amount,Applied To,Applied Amount
            Acme,R1,2026-02-01,150.00,1,100.00
            Acme,R1,2026-02-01,150.00,2,50.00
            Total,,,150.00,,150.00
            """
        try await Books.use { books in
            try await books.importing(Self.list)
            let report = try await books.importing(list, strict: true)
            #expect([report.rows, report.rejected] == [2, 0])
            #expect(report.isStored && report.warnings.isEmpty)
        }
    }
}
