import BooksTestSupport
import Kernel
import Receivables
import Testing

@Suite
struct `Importing a list of invoices` {
    private static let list = """
        Customer,Invoice No,Invoice Date,Due Date,Amount
        Acme Ltd,0001,2026-01-05,2026-02-04,100.00
        Acme Ltd,0002,2026-01-06,2026-02-05,200.50
        Beta GmbH,0001,2026-01-07,,50
        Beta GmbH,C-1,2026-01-08,2026-03-01,-20.00
        """

    @Test func `stores every document once`() async throws {
        try await Books.use { books in
            let report = try await books.importing(Self.list)
            #expect(report.recognisedAs == .invoices)
            #expect(report.dateOrder == "YYYY-MM-DD")
            #expect([report.rows, report.documents, report.new, report.customers] == [4, 4, 4, 2])
            #expect(report.amountTotal == "330.50 USD" && report.openTotal == "330.50 USD")
            #expect(report.isStored && report.rejects.isEmpty)
            #expect(try await books.open("Acme Ltd", "0002") == 20_050)
            #expect(try await books.open("Beta GmbH", "C-1", kind: .creditNote) == -2_000)
            #expect(try await books.differences() == [])
        }
    }

    @Test func `takes the document's date for a missing due date and for a credit note's`()
        async throws
    {
        try await Books.use { books in
            try await books.importing(Self.list)
            let own = try await books.number(
                "SELECT count(*) FROM ar_document WHERE due_on = document_on")
            #expect(own == 2)
        }
    }

    @Test func `changes nothing when it is imported again`() async throws {
        try await Books.use { books in
            try await books.importing(Self.list)
            let before = try await books.contents()
            let report = try await books.importing(Self.list)
            #expect([report.new, report.changed, report.unchanged] == [0, 0, 4])
            #expect(report.amountTotal == "330.50 USD")
            #expect(try await books.contents() == before)
            #expect(try await books.number("SELECT count(*) FROM ar_import") == 2)
        }
    }

    @Test func `gives the same in halves and in another order`() async throws {
        let lines = Self.list.split(separator: "\n").map(String.init)
        let whole = try await Books.use { books in
            try await books.importing(Self.list)
            return try await books.contents()
        }
        try await Books.use { books in
            try await books.importing(([lines[0]] + lines[3...]).joined(separator: "\n"))
            let second = try await books.importing(lines[0..<4].joined(separator: "\n"))
            #expect([second.new, second.unchanged] == [2, 1])
            #expect(try await books.contents() == whole)
            #expect(try await books.differences() == [])
        }
        try await Books.use { books in
            try await books.importing(
                ([lines[0]] + lines[1...].reversed()).joined(separator: "\n"))
            #expect(try await books.contents() == whole)
        }
    }

    @Test func `corrects what differs and nothing else`() async throws {
        try await Books.use { books in
            try await books.importing(Self.list)
            let corrected = Self.list.replacing("2026-02-05,200.50", with: "2026-02-20,210.50")
                .replacing("2026-01-07,,50", with: "2026-01-09,,50")
            let report = try await books.importing(corrected)
            #expect([report.new, report.changed, report.unchanged] == [0, 2, 2])
            #expect(try await books.open("Acme Ltd", "0002") == 21_050)
            #expect(try await books.differences() == [])
            let direct = try await Books.use { other in
                try await other.importing(corrected)
                return try await other.contents()
            }
            #expect(try await books.contents() == direct)
        }
    }

    @Test func `rejects what cannot be corrected and takes the rest`() async throws {
        try await Books.use { books in
            try await books.importing(Self.list)
            try await books.importing(
                """
                Customer,Receipt No,Date,Amount,Applied To,Applied Amount,Applied Date
                Acme Ltd,R1,2026-01-20,150,0002,150,2026-01-20
                """)
            let report = try await books.importing(
                Self.list.replacing("2026-02-05,200.50", with: "2026-02-05,149.99")
                    .replacing("2026-02-04,100.00", with: "2026-02-04,90.00"))
            #expect([report.changed, report.unchanged, report.rejected] == [1, 2, 1])
            #expect(report.rejects.map(\.line) == [3])
            #expect(report.rejects.map(\.value) == ["0002"])
            #expect(try await books.open("Acme Ltd", "0002") == 5_050)
            #expect(try await books.open("Acme Ltd", "0001") == 9_000)
            #expect(try await books.differences() == [])
        }
    }

    @Test func `counts a repeated line once and rejects one that contradicts`() async throws {
        let text = """
            Customer,Invoice No,Invoice Date,Due Date,Amount
            Acme,1,2026-01-05,2026-02-04,100.00
            Acme,1,2026-01-05,2026-02-04,100.00
            Acme,1,2026-01-05,2026-02-04,101.00
            Acme,1,2026-01-05,2026-02-05,100.00
            Acme,01,2026-01-05,2026-02-04,7.00
            """
        try await Books.use { books in
            for run in 0..<2 {
                let report = try await books.importing(text)
                #expect([report.new, report.unchanged] == (run == 0 ? [2, 0] : [0, 2]))
                #expect(report.rejects.map(\.line) == [4, 5])
                #expect(report.warnings == ["Line 3 repeats line 2; it was counted once."])
                #expect(try await books.differences() == [])
            }
            #expect(try await books.documentCount() == 2)
        }
    }

    @Test func `reports every bad value with its line, column, value and reason`() async throws {
        try await Books.use { books in
            let report = try await books.importing(
                """
                Customer,Inv #,Invoice Date,Due,Total,Currency
                A,1,2026-02-30,2026-03-01,10.00,
                A,2,2026-02-03,2026-03-01,ten,
                A,3,2026-02-03,2026-03-01,10.005,
                A,4,2026-02-03,2026-03-01,99999999999999999999,
                A,5,2026-02-03,2026-03-01,10.00,XQQ
                A,6,2026-02-03,2026-03-01,10.00,EUR
                ,7,2026-02-03,2026-03-01,10.00,
                A,,2026-02-03,2026-03-01,10.00,
                A,9,2026-02-03,soon,10.00,
                A,10,2026-02-03,2026-03-01,10.00,USD,surplus
                A,11,2026-02-03,2026-03-01,10.00,USD
                A,12,2026-02-03,2026-03-01

                """)
            #expect(report.rows == 12)
            #expect([report.new, report.rejected] == [1, 11])
            #expect(
                report.rejects.map { "\($0.line) \($0.column) \($0.value)" } == [
                    "2 Invoice Date 2026-02-30", "3 Total ten", "4 Total 10.005",
                    "5 Total 99999999999999999999", "6 Currency XQQ", "7 Currency EUR",
                    "8 Customer ", "9 Inv # ", "10 Due soon", "11  ", "13 Total ",
                ])
            #expect(report.rejects.allSatisfy { $0.reason.hasSuffix(".") })
            #expect(report.rejects[5].reason == "There is no exchange rate for EUR on 2026-02-03.")
            #expect(report.customers == 1)
        }
    }

    @Test func `stores nothing when it is strict and a row is bad`() async throws {
        let text = Self.list + "\nAcme Ltd,9,2026-99-01,,1.00\n"
        try await Books.use { books in
            let report = try await books.importing(text, strict: true)
            #expect(!report.isStored)
            #expect(report.rejected == 1 && report.new == 4)
            #expect(try await books.documentCount() == 0)
            #expect(try await books.number("SELECT count(*) FROM ar_customer") == 0)
            #expect(try await books.number("SELECT count(*) FROM ar_import") == 0)
            #expect(try await books.importing(Self.list, strict: true).isStored)
        }
    }

    @Test func `stores nothing in a dry run and says what it would do`() async throws {
        try await Books.use { books in
            let report = try await books.importing(Self.list, dryRun: true)
            #expect(!report.isStored && report.new == 4)
            #expect(try await books.documentCount() == 0)
            try await books.importing(Self.list)
            let second = try await books.importing(
                Self.list.replacing("100.00", with: "90.00"), dryRun: true)
            #expect([second.changed, second.unchanged] == [1, 3])
            #expect(try await books.open("Acme Ltd", "0001") == 10_000)
        }
    }

    @Test func `converts foreign documents at their date's rate`() async throws {
        try await Books.use { books in
            try await books.setRate("EUR", from: "2026-01-01", "1.10")
            try await books.setRate("JPY", from: "2026-01-01", "0.0065")
            let text = """
                Customer,Invoice No,Invoice Date,Due Date,Amount,Currency
                A,1,2026-01-05,2026-02-04,100.00,EUR
                A,2,2026-01-05,2026-02-04,10000,jpy
                A,3,2026-01-05,2026-02-04,10.5,JPY
                A,4,2025-01-05,2026-02-04,10.00,EUR
                A,5,2026-01-05,2026-02-04,1.00,USD
                """
            let report = try await books.importing(text)
            #expect(report.rejects.map(\.line) == [4, 5])
            #expect(report.amountTotal == "176.00 USD")
            #expect(try await books.differences() == [])
            let again = try await books.importing(text)
            #expect([again.unchanged, again.changed] == [3, 0])
        }
    }

    @Test func `takes a header line alone for an empty list`() async throws {
        try await Books.use { books in
            let report = try await books.importing(
                "Customer,Invoice No,Invoice Date,Due Date,Amount\n")
            #expect([report.rows, report.documents] == [0, 0])
            #expect(report.dateOrder == nil && report.isStored)
        }
    }

    @Test func `takes invoices of nothing`() async throws {
        try await Books.use { books in
            let text = """
                Customer,Invoice No,Invoice Date,Due Date,Amount
                A,1,2026-01-05,2026-02-04,0
                A,2,2026-01-05,2026-02-04,3.00
                """
            let report = try await books.importing(text)
            #expect(report.new == 2)
            #expect(try await books.differences() == [])
            #expect(try await books.importing(text).unchanged == 2)
        }
    }

    @Test func `leaves voided documents alone`() async throws {
        try await Books.use { books in
            try await books.importing(Self.list)
            let id = try await books.number("SELECT id FROM ar_document WHERE number = '0002'")
            _ = try await books.posting.void(books.scope, [DocumentID(id)])
            let report = try await books.importing(Self.list.replacing("200.50", with: "1.00"))
            #expect([report.unchanged, report.rejected] == [3, 1])
            #expect(report.rejects.first?.reason == "The document with this number was voided.")
            #expect(try await books.importing(Self.list).unchanged == 4)
        }
    }

    @Test func `changes the disputed mark only where the file has one`() async throws {
        try await Books.use { books in
            let text = """
                Customer,Invoice No,Invoice Date,Amount,Disputed
                A,1,2026-01-05,5,Yes
                A,2,2026-01-05,5,no
                """
            try await books.importing(text)
            func marked() async throws -> Int64 {
                try await books.number("SELECT count(*) FROM ar_document WHERE disputed")
            }
            let without = text.replacing(",Disputed", with: "").replacing(",Yes", with: "")
                .replacing(",no", with: "")
            #expect(try await books.importing(without).unchanged == 2)
            #expect(try await marked() == 1)
            let report = try await books.importing(text.replacing("Yes", with: "No"))
            #expect([report.changed, report.unchanged] == [1, 1])
            #expect(try await marked() == 0)
        }
    }

    @Test func `gives the same straight into empty books and by comparison`() async throws {
        let direct = try await Books.use { books in
            try await books.importing(Self.list)
            try await books.refreshAll()
            return try await books.contents()
        }
        try await Books.use { books in
            try await books.importing(
                "Customer,Invoice No,Invoice Date,Amount\nAcme Ltd,0001,2026-01-05,1\n")
            let report = try await books.importing(Self.list)
            #expect([report.new, report.changed] == [3, 1])
            #expect(try await books.contents() == direct)
            #expect(try await books.differences() == [])
        }
    }
}
