import BooksTestSupport
import Receivables
import Testing

@Suite
struct `Importing a payment history` {
    private static let header =
        "countryCode,customerID,PaperlessDate,invoiceNumber,InvoiceDate,DueDate,InvoiceAmount,"
        + "Disputed,SettledDate,PaperlessBill,DaysToSettle,DaysLate\n"
    private static let list =
        header + """
            1,A-1,4/6/2013,0000000017,1/2/2013,2/1/2013,55.94,No,1/15/2013,Paper,13,0
            1,A-1,4/6/2013,0000000023,1/26/2013,2/25/2013,61.7,Yes,3/3/2013,Electronic,36,6
            2,B-2,4/6/2013,0000000042,7/3/2013,8/2/2013,65,No,7/3/2013,Electronic,0,0
            2,B-2,4/6/2013,0000000055,2/10/2013,3/12/2013,105.92,No,2/1/2013,Electronic,0,0
            2,B-2,4/6/2013,0000000056,2/10/2013,3/12/2013,10,No,,Electronic,0,0
            """

    @Test func `recognises the file by its header and settles what it says is settled`()
        async throws
    {
        try await Books.use { books in
            let report = try await books.importing(Self.list)
            #expect(report.recognisedAs == .history)
            #expect(report.dateOrder == "M/D/YYYY")
            #expect([report.rows, report.documents, report.new, report.customers] == [5, 5, 5, 2])
            #expect(report.amountTotal == "298.56 USD" && report.openTotal == "10.00 USD")
            #expect(try await books.open("B-2", "0000000056") == 1_000)
            #expect(try await books.report(asOf: "2013-02-05").totals.total == 6_170 - 10_592)
            #expect(try await books.report(asOf: "2013-12-31").totals.total == 1_000)
            #expect(
                try await books.number("SELECT count(*) FROM ar_document WHERE disputed") == 1)
            #expect(try await books.differences() == [])
        }
    }

    @Test func `leaves exactly what single postings would leave`() async throws {
        try await Books.use { books in
            try await books.importing(Self.list)
            let before = try await books.contents()
            try await books.refreshAll()
            #expect(try await books.contents() == before)
            #expect(try await books.differences() == [])
        }
    }

    @Test func `changes nothing when it is imported again`() async throws {
        try await Books.use { books in
            try await books.importing(Self.list)
            let before = try await books.contents()
            let entries = try await books.number("SELECT count(*) FROM ar_entry")
            let report = try await books.importing(Self.list)
            #expect([report.new, report.changed, report.unchanged] == [0, 0, 5])
            #expect(report.amountTotal == "298.56 USD" && report.openTotal == "10.00 USD")
            #expect(try await books.contents() == before)
            #expect(try await books.number("SELECT count(*) FROM ar_entry") == entries)
        }
    }

    @Test(arguments: [
        ("13,No,1/15/2013", "13,No,1/15/2013"),
        ("55.94,No,1/15/2013", "55.94,No,1/20/2013"),
        ("55.94,No,1/15/2013", "55.94,No,"),
        ("55.94,No,1/15/2013", "44.94,No,1/15/2013"),
        ("55.94,No,1/15/2013", "66.94,No,1/15/2013"),
        ("1/2/2013,2/1/2013,55.94", "1/17/2013,2/16/2013,55.94"),
        ("10,No,", "10,No,3/1/2013"),
        ("105.92,No,2/1/2013", "105.92,No,2/20/2013"),
    ])
    func `follows a correction`(from: String, to: String) async throws {
        try await Books.use { books in
            try await books.importing(Self.list)
            let corrected = Self.list.replacing(from, with: to)
            let isSame = corrected == Self.list
            let report = try await books.importing(corrected)
            #expect([report.new, report.changed] == [0, isSame ? 0 : 1])
            #expect(report.rejects == [] && report.documents == 5)
            #expect(try await books.differences() == [])
            let again = try await books.importing(corrected)
            #expect(again.unchanged == 5)
            let back = try await books.importing(Self.list)
            #expect(back.changed == (isSame ? 0 : 1))
            let report2 = try await books.report(asOf: "2013-02-05")
            #expect(report2.totals.total == 6_170 - 10_592)
            #expect(try await books.report(asOf: "2013-12-31").totals.total == 1_000)
            #expect(try await books.differences() == [])
        }
    }

    @Test func `refunds a settled credit note and books exchange differences`() async throws {
        let text = """
            Customer,Invoice No,Invoice Date,Due Date,Amount,Currency,Paid On
            A,1,2026-01-05,2026-02-04,100.00,EUR,2026-02-10
            A,2,2026-01-05,2026-02-04,-40.00,EUR,2026-02-10
            A,3,2026-01-05,2026-02-04,-7.00,,2026-01-20
            """
        try await Books.use { books in
            try await books.setRate("EUR", from: "2026-01-01", "1.10")
            try await books.setRate("EUR", from: "2026-02-01", "1.20")
            let report = try await books.importing(text)
            #expect(report.new == 3 && report.openTotal == "0.00 USD")
            #expect(try await books.differences() == [])
            #expect(
                try await books.number(
                    "SELECT sum(base_amount)::bigint FROM journal_line WHERE account_id = 6")
                    == -600)
            let before = try await books.contents()
            try await books.refreshAll()
            #expect(try await books.contents() == before)
            #expect(try await books.importing(text).unchanged == 3)
            #expect(try await books.contents() == before)
        }
    }

    @Test func `settles invoices that an earlier list brought`() async throws {
        try await Books.use { books in
            try await books.importing(
                """
                Customer,Invoice No,Invoice Date,Due Date,Amount
                A-1,0000000017,1/2/2013,2/1/2013,55.94
                B-2,0000000042,7/3/2013,8/2/2013,65
                B-2,0000000055,2/10/2013,3/12/2013,105.92
                """)
            let report = try await books.importing(Self.list)
            #expect([report.new, report.changed, report.unchanged] == [2, 3, 0])
            let direct = try await Books.use { other in
                try await other.importing(Self.list)
                return try await other.contents()
            }
            #expect(try await books.contents() == direct)
            #expect(try await books.differences() == [])
        }
    }

    @Test func `pays nothing twice that a list of receipts has paid`() async throws {
        try await Books.use { books in
            try await books.importing(
                "Customer,Invoice No,Invoice Date,Due Date,Amount\nA-1,0000000017,1/2/2013,2/1/2013,55.94\n"
            )
            try await books.importing(
                """
                Customer,Receipt No,Date,Amount,Applied To,Applied Amount
                A-1,R-1,1/15/2013,55.94,0000000017,55.94
                """)
            for run in 0..<2 {
                let report = try await books.importing(Self.list)
                #expect([report.new, report.unchanged] == (run == 0 ? [4, 1] : [0, 5]))
                #expect(report.warnings == [])
                let receipts = try await books.number(
                    "SELECT count(*) FROM ar_document WHERE kind = 3")
                #expect(receipts == 4)
                #expect(try await books.differences() == [])
            }
        }
    }
}
