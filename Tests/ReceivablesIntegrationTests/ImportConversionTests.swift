import BooksTestSupport
import Kernel
import Testing

@testable import Receivables

@Suite
struct `Importing a file as it comes` {
    private static let detail = """
        A/R Aging Detail Report
        Synthetic Trading LLC
        "As of July 31, 2026"

        Date,Transaction type,Num,Customer,Due date,Amount,Open balance
        91 or more days past due
        01/15/2026,Invoice,1001,Acme Ltd,02/14/2026,"1,000.00",700.00
        Total for 91 or more days past due,,,,,"$1,000.00",$700.00
        CURRENT
        07/20/2026,Invoice,1002,Beta GmbH,08/19/2026,800.00,800.00
        07/21/2026,Credit Memo,CM-1,Beta GmbH,07/21/2026,-100.00,-100.00
        Total for CURRENT,,,,,$700.00,$700.00
        TOTAL,,,,,"$1,700.00","$1,400.00"
        """

    @Test func `reads an aging report with titles, sections and totals`() async throws {
        try await Books.use { books in
            let report = try await books.importing(Self.detail)
            #expect(report.formID == "quickbooks-online-aging-detail")
            #expect(report.asOf == "2026-07-31" && report.dateOrder == "M/D/YYYY")
            #expect([report.rows, report.documents, report.customers] == [3, 3, 2])
            #expect(report.openTotal == "1400.00 USD" && report.rejected == 0)
            #expect(report.differing == 0)
            #expect(try await books.report(asOf: "2026-07-31").totals.total == 140_000)
            #expect(try await books.importing(Self.detail).unchanged == 3)
            #expect(try await books.differences() == [])
            #expect(try await books.number("SELECT count(*) FROM ar_aging_snapshot") == 2)
            let recorded = try await books.database.read(
                books.scope,
                """
                SELECT recognised_as, as_of::text, customer_count::text, length(file_sha256)::text
                FROM ar_import LIMIT 1
                """)
            #expect(
                try (0..<4).map { try recorded.single().string($0) }
                    == ["quickbooks-online-aging-detail", "2026-07-31", "2", "32"])
        }
    }

    @Test func `may be in another encoding`() async throws {
        let latin =
            Array("Customer,Invoice No,Invoice Date,Amount\nM".utf8) + [0xFC]
            + Array("ller,1,2026-01-05,7.00\n".utf8)
        try await Books.use { books in
            let report = try await books.importing(bytes: latin)
            #expect([report.new, report.rejected] == [1, 0])
            #expect(try await books.open("Müller", "1") == 700)
        }
    }

    @Test func `may turn out to be in another encoding after thousands of lines`() async throws {
        var text = "Customer,Invoice No,Invoice Date,Amount\n"
        for number in 0..<30_000 { text += "Acme,\(number),2026-01-05,1.00\n" }
        let bytes = Array(text.utf8) + [0xC4] + Array("hm,1,2026-01-05,1.00\n".utf8)
        try await Books.use { books in
            let report = try await books.importing(bytes: bytes)
            #expect([report.new, report.customers] == [30_001, 2])
            #expect(try await books.open("Ähm", "1") == 100)
        }
    }

    @Test func `remembers how a header was mapped`() async throws {
        let text = "Wer,Was,Wann,Wieviel\nAcme,1,2026-01-05,7.00\n"
        let map = [
            "Wer": "customer", "Was": "invoice_no", "Wann": "invoice_date", "Wieviel": "amount",
        ]
        try await Books.use { books in
            await #expect(throws: (any Error).self) { try await books.importing(text) }
            #expect(try await books.importing(text, map: map).new == 1)
            let again = try await books.importing(text.replacing("7.00", with: "8.00"))
            #expect([again.new, again.changed] == [0, 1])
            #expect(try await books.open("Acme", "1") == 800)
        }
    }

    @Test(arguments: ["date", "invoice_date"])
    func `remembers what a person called the date`(name: String) async throws {
        let text = "Customer,Invoice No,Wann,Amount,Total\nAcme,1,2026-01-05,7.00,8.00\n"
        try await Books.use { books in
            let map = ["Wann": name, "Total": "amount"]
            #expect(try await books.importing(text, map: map).new == 1)
            let again = try await books.importing(text)
            #expect([again.new, again.unchanged, again.rejected] == [0, 1, 0])
            #expect(try await books.open("Acme", "1") == 800)
        }
    }

    @Test func `says that the day of what is open was assumed`() async throws {
        let text = """
            Customer,Invoice No,Invoice Date,Amount,Open Balance
            Acme,1,2026-01-05,50.00,50.00
            """
        try await Books.use { books in
            let warnings = try await books.importing(text).warnings
            #expect(warnings.count == 1)
            #expect(warnings.allSatisfy { $0.contains("Name it with --as-of.") })
        }
    }

    @Test func `reads values that plain lists do not have`() async throws {
        let text = """
            Customer,Invoice No,Invoice Date,Due Date,Amount
            Acme,1,25 Jul 2026,24 Aug 2026,12.00 CR
            Acme,2,26 Jul 2026,25 Aug 2026,"USD 1,250.00"
            Acme,3,26 Jul 2026,soon,5.00
            """
        try await Books.use { books in
            let report = try await books.importing(text)
            #expect([report.new, report.rejected] == [2, 1])
            #expect(report.amountTotal == "1238.00 USD" && report.dateOrder == "D/M/YYYY")
            #expect(try await books.open("Acme", "1", kind: .creditNote) == -1_200)
        }
    }

    @Test func `takes a list of payments without numbers`() async throws {
        let invoices = "Customer,Invoice No,Invoice Date,Amount\nAcme,1,2026-01-05,50.00\n"
        let payments = """
            Payments Report

            Client,Invoice Number,Amount,Date
            Acme,1,20.00,2026-02-05
            Acme,1,20.00,2026-02-06
            """
        try await Books.use { books in
            try await books.importing(invoices)
            for run in 0..<2 {
                let report = try await books.importing(payments, as: .receipts)
                #expect([report.new, report.unchanged] == (run == 0 ? [2, 0] : [0, 2]))
            }
            #expect(try await books.open("Acme", "1") == 1_000)
            #expect(try await books.differences() == [])
        }
    }
}
