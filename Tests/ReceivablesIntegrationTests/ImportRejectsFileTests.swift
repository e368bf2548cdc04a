import BooksTestSupport
import Glibc
import Kernel
import Testing

@testable import Receivables

@Suite
struct `The rejected lines of an import` {
    /// Imports a text and gives the report and what was written of the rejected lines.
    private func importing(
        _ books: Books, _ text: String, strict: Bool = false
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
                rejectsDescriptor: rejects.descriptor))
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
