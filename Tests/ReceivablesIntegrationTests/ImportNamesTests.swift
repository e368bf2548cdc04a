import BooksTestSupport
import Kernel
import Receivables
import Testing

@Suite
struct `Names and numbers in imported files` {
    private static let names = [
        "<script>alert('x')</script>", "O'Brien \"& Söhne\"", "=HYPERLINK(\"http://x\")",
        "🧾 Beleg 👩🏽‍💼", "شركة الاختبار", "株式会社テスト", "a\tb", "line\nbreak",
        "Robert'); DROP TABLE ar_document;--", "%s %d \\ $1", "NULL", "\u{202E}reversed",
        "e\u{301}", "é", String(repeating: "长", count: 300), String(repeating: "🧾", count: 300),
    ]

    private func quoted(_ text: String) -> String {
        "\"" + text.replacing("\"", with: "\"\"") + "\""
    }

    @Test func `survive unharmed`() async throws {
        var text = "Customer,Invoice No,Invoice Date,Amount\n"
        for name in Self.names {
            text += "\(quoted(name)),\(quoted("№ 0\(name.prefix(10))")),2026-01-05,1\n"
        }
        let file = text
        try await Books.use { books in
            let report = try await books.importing(file)
            #expect(report.new == Int64(Self.names.count) && report.rejects == [])
            let rows = try await books.database.read(
                books.scope,
                """
                SELECT c.code, c.name, d.number FROM ar_document AS d
                JOIN ar_customer AS c ON c.id = d.customer_id
                """)
            let found = try rows.map { try $0.string(0) }
            // What looks the same is the same.
            let kept = Self.names.filter { $0.utf8.count != "e\u{301}".utf8.count || $0 != "é" }
            #expect(Set(found.map { Array($0.utf8) }) == Set(kept.map { Array($0.utf8) }))
            #expect(try rows.allSatisfy { try $0.string(0) == $0.string(1) })
            let again = try await books.importing(file)
            #expect(again.unchanged == Int64(Self.names.count))
        }
    }

    @Test func `keep leading zeros and lose the white space around them`() async throws {
        try await Books.use { books in
            try await books.importing(
                """
                Customer;Invoice No;Invoice Date;Amount
                  Acme \u{A0};\u{A0}007 ;2026-01-05;1
                Acme;7;2026-01-05;1
                """)
            #expect(try await books.open("Acme", "007") == 100)
            #expect(try await books.open("Acme", "7") == 100)
        }
    }

    @Test func `are rejected beyond what an index holds`() async throws {
        try await Books.use { books in
            let long = String(repeating: "x", count: 1_201)
            let report = try await books.importing(
                """
                Customer,Invoice No,Invoice Date,Amount
                \(long),1,2026-01-05,1
                Acme,\(long.prefix(201)),2026-01-05,1
                Acme,1,2026-01-05,1
                """)
            #expect([report.new, report.rejected] == [1, 2])
            #expect(report.rejects.allSatisfy { $0.value.count <= 101 })
        }
    }
}
