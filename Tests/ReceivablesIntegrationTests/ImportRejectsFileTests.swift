import BooksTestSupport
import Glibc
import Kernel
import Testing

@testable import Receivables

@Suite
struct `The rejected lines of an import` {
    /// Imports a text and gives the report and what was written of the rejected lines.
    private func importing(
        _ books: Books, _ text: String, strict: Bool = false, complete: Bool = false
    ) async throws -> (ImportReport, rejects: String) {
        let (file, rejects) = (try ImportFixture(Array(text.utf8)), try ImportFixture([]))
        defer {
            file.close()
            rejects.close()
        }
        let report = try await books.importer.run(
            books.scope,
            ImportRequest(
                origin: .descriptor(file.descriptor), displayName: "list.csv", isStrict: strict,
                isComplete: complete, rejectsDescriptor: rejects.descriptor))
        return (report, rejects.text)
    }

    @Test func `can be mended and imported`() async throws {
        let text = """
            Kunde;Customer;Invoice No;Invoice Date;Due Date;Amount;Currency
            x;Acme;1;05.01.2026;04.02.2026;1.100,50;
            y;Acme;2;31.13.2026;04.02.2026;200,25;
            z;;3;06.01.2026;05.02.2026;-300,00;
            w;Acme;4;06.01.2026;05.02.2026;1,00;EUR
            """
        try await Books.use { books in
            let (report, rejects) = try await importing(books, text)
            #expect([report.new, report.rejected] == [1, 3])
            let lines = rejects.split(separator: "\r\n").map(String.init)
            #expect(
                lines[0]
                    == "Kunde,Customer,Invoice No,Invoice Date,Due Date,Amount,Currency,Line,Reason"
            )
            #expect(lines[1].hasPrefix("y,Acme,2,31.13.2026,2026-02-04,200.25,,3,"))
            #expect(lines[2].hasPrefix("z,,3,2026-01-06,2026-02-05,"))
            #expect(lines[3].hasPrefix("w,Acme,4,2026-01-06,2026-02-05,1.00,EUR,5,"))
            let mended = rejects.replacing("31.13.2026", with: "2026-01-31")
                .replacing("z,,", with: "z,Acme,").replacing("EUR", with: "USD")
            let (again, none) = try await importing(books, mended)
            #expect([again.new, again.rejected] == [3, 0])
            #expect(none.split(separator: "\r\n").count == 1)
            #expect(
                try await books.report(asOf: "2026-12-31").totals.total == 110_050 + 20_025 - 30_000
                    + 100)
            #expect(try await books.differences() == [])
        }
    }

    @Test(arguments: ["", "List of invoices\n"])
    func `keep names that a spreadsheet would take for formulas`(title: String) async throws {
        // With a title the list is converted, without one it is read as it is.
        let text = """
            \(title)Customer,Invoice No,Invoice Date,Due Date,Amount
            +49 Handel,=A1,2026-01-05,2026-02-04,100.00
            -Minus & Söhne,'7,2026-13-05,2026-02-04,200.00
            """
        try await Books.use { books in
            let (first, rejects) = try await importing(books, text)
            #expect([first.new, first.rejected] == [1, 1])
            #expect(rejects.contains("'-Minus & Söhne,'7,"))
            let (second, _) = try await importing(
                books, rejects.replacing("2026-13-05", with: "2026-01-06"))
            #expect([second.new, second.rejected] == [1, 0])
            let again = try await books.importing(
                text.replacing("+49", with: "'+49").replacing("=A1", with: "'=A1"))
            #expect([again.unchanged, again.new] == [1, 0])
            let names = try await books.database.read(
                books.scope, "SELECT name FROM ar_customer ORDER BY name")
            #expect(try names.map { try $0.string(0) } == ["+49 Handel", "-Minus & Söhne"])
        }
    }

    @Test func `keep the currency that a sign names`() async throws {
        try await Books.use { books in
            let (report, rejects) = try await importing(
                books,
                """
                Customer,Invoice No,Invoice Date,Amount
                Acme,1,2026-01-05,$100.00
                Acme,2,2026-01-06,€500.00
                Acme,3,nothing,$7.50
                """)
            #expect([report.new, report.rejected] == [1, 2])
            let lines = rejects.split(separator: "\r\n").map(String.init)
            #expect(lines[1].contains("€500.00") || lines[1].contains(",500.00,EUR,"))
            #expect(lines[2].hasPrefix("Acme,3,nothing,7.50,"))
            // Imported as they are, they are rejected again and never taken for dollars.
            let (again, _) = try await importing(books, rejects)
            #expect([again.new, again.rejected] == [0, 2])
            #expect(try await books.report(asOf: "2026-12-31").totals.total == 10_000)
        }
    }

    @Test func `of an open list keep its day and what was not understood`() async throws {
        try await Books.use { books in
            let (report, rejects) = try await importing(
                books,
                """
                Open Invoices
                As of 2026-03-31
                Customer,Type,Num,Date,Due Date,Amount,Open Balance
                Acme,Invoice,1,2026-01-05,2026-02-04,100.00,40.00
                Acme,Invoice,2,2026-01-32,2026-02-04,200.00,50.00
                Acme,,,,,,77.00
                """)
            #expect([report.new, report.rejected] == [1, 2])
            let lines = rejects.split(separator: "\r\n").map(String.init)
            #expect(lines[0] == "As of 2026-03-31")
            #expect(lines[2].contains("2026-01-32,2026-02-04,200.00,50.00"))
            #expect(lines[3].hasPrefix("Acme,,,,,,77.00,,6,"))
            let mended = (lines[...2]).joined(separator: "\n")
                .replacing("2026-01-32", with: "2026-01-31")
            let (again, _) = try await importing(books, mended)
            #expect(again.asOf == "2026-03-31")
            #expect([again.new, again.rejected] == [1, 0])
            #expect(try await books.report(asOf: "2026-03-31").totals.total == 9_000)
            #expect(try await books.report(asOf: "2026-03-30").totals.total == 30_000)
            #expect(try await books.differences() == [])
        }
    }

    @Test func `of an aging list can be mended and imported`() async throws {
        try await Books.use { books in
            let (report, rejects) = try await importing(
                books,
                """
                A/R Aging Summary
                As of March 31 2026
                ,Current,1 - 30,31 - 60,61 - 90,91 and over,Total
                Acme,100.00,0.00,0.00,5.00,0.00,105.00
                Beta,1o0.00,0.00,0.00,0.00,0.00,100.00
                """)
            #expect([report.new, report.rejected] == [2, 1])
            let lines = rejects.split(separator: "\r\n").map(String.init)
            #expect(
                lines == [
                    "As of 2026-03-31",
                    "Customer,Current,1 - 30,31 - 60,61 - 90,91 and over,Total,Currency,Line,Reason",
                    "Beta,1o0.00,0.00,0.00,0.00,0.00,100.00,,5,Current: 1o0.00: This is not an amount.",
                ])
            let mended = rejects.replacing("Beta,1o0", with: "Beta,100")
            let (again, _) = try await importing(books, mended, complete: true)
            #expect([again.new, again.rejected] == [1, 0])
            // What a few mended lines lack is not closed, nor is anybody told to.
            #expect(
                again.warnings == [
                    "These are the rejected lines of another file; nothing was closed that they lack."
                ])
            #expect(try await books.report(asOf: "2026-03-31").totals.total == 20_500)
            #expect(try await books.differences() == [])
        }
    }

    @Test func `of an aging list in a currency without a rate keep their columns`() async throws {
        try await Books.use { books in
            let (report, rejects) = try await importing(
                books,
                """
                A/R Aging Summary
                As of March 31 2026
                Customer,Currency,Current,1 - 30,Total
                Acme,USD,100.00,0.00,100.00
                Beta,EUR,7.00,5.00,12.00
                """)
            #expect([report.new, report.rejected] == [1, 2])
            #expect(rejects.contains("\nBeta,7.00,5.00,,EUR,5,There is no exchange rate for EUR"))
        }
    }

    @Test func `are not to be closed by an advice`() async throws {
        let text = """
            A/R Aging Detail
            As of %, 2026
            Customer,Num,Date,Due Date,Amount,Open Balance
            Acme,1,2026-01-05,2026-02-04,100.00,100.00
            Acme,2,2026-01-06,2026-02-04,200.00,50.00
            """
        try await Books.use { books in
            _ = try await importing(books, text.replacing("%", with: "March 31"))
            let bad = text.replacing("%", with: "April 30").replacing(",100.00", with: ",1OO.00")
            let (report, _) = try await importing(books, bad)
            #expect(report.warnings.contains { $0.hasPrefix("1 document is open in the books") })
            #expect(!report.warnings.contains { $0.contains("--complete") })
            let less = text.replacing("%", with: "May 31").split(separator: "\n").dropLast()
            let (good, _) = try await importing(books, less.joined(separator: "\n"))
            #expect(
                good.warnings.contains {
                    $0.hasSuffix("If the file lists all that is open, --complete closes it.")
                }, "\(good.warnings)")
        }
    }

    @Test func `are written though nothing was stored`() async throws {
        try await Books.use { books in
            let (report, rejects) = try await importing(
                books, "Customer,Invoice No,Invoice Date,Amount\nA,1,2026-01-05,1\nA,2,x,1",
                strict: true)
            #expect(!report.isStored)
            #expect(rejects.split(separator: "\r\n").count == 2)
        }
    }
}

extension ImportFixture {
    /// All that the file holds.
    fileprivate var text: String {
        lseek(descriptor, 0, SEEK_SET)
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = read(descriptor, &buffer, buffer.count), count > 0 {
            bytes += buffer[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
