import Foundation
import Kernel
import Testing

@testable import Formats

@Suite struct `An exported PDF` {
    private typealias Ground = ExportPlayground

    private func pages(
        of rows: [[ExportCell]], _ ending: ExportEnding = ExportEnding(),
        _ document: ExportDocument = Ground.document(), _ section: ExportSection = Ground.section()
    ) async throws -> [String] {
        try await Ground.use { folder in
            let path = "\(folder)/a.pdf"
            try await Ground.file(.pdf, path).write { make in
                try make().write(document, section, rows: rows, ending: ending)
            }
            return try Ground.text(ofPDF: path).split(separator: "\u{C}").map(String.init)
        }
    }

    @Test func `repeats its header on numbered pages`() async throws {
        let rows = try (1...120).map { try Ground.row("Customer \($0)", Int64($0) * 100) }
        let pages = try await pages(of: rows, Ground.total(726_000))
        #expect(pages.count >= 2)
        for (index, page) in pages.enumerated() {
            #expect(page.contains("Page \(index + 1) of \(pages.count)"))
            #expect(page.contains("Customer") && page.contains("Open"))
            #expect(page.contains("acme") && page.contains("9/30/2026"))
        }
        let last = try #require(pages.last)
        #expect(last.contains("Total") && last.contains("7,260.00"))
        #expect(last.contains("Σ rows = control account"))
        for number in 1...120 {
            let line = "Customer \(number) "
            #expect(pages.contains { $0.contains(line) && $0.contains("\(number).00") })
        }
    }

    @Test(arguments: [(0, "-1,234"), (3, "-1.234")])
    func `gives each currency its decimals`(decimals: Int, expected: String) async throws {
        let pages = try await pages(
            of: [try Ground.row("A", -1_234)], ExportEnding(), Ground.document(),
            Ground.section(decimals: decimals))
        #expect(pages[0].split(separator: "\n").contains { $0.hasSuffix(" " + expected) })
    }

    @Test func `writes as the tenant's country does`() async throws {
        let pages = try await pages(
            of: [try Ground.row("A", 123_456)], ExportEnding(), Ground.document(locale: "de-DE"))
        #expect(pages[0].contains("1.234,56") && pages[0].contains("30.09.2026"))
    }

    @Test func `takes nothing for markup and bears any text`() async throws {
        let names = [
            "#read(\"/etc/passwd\") *x* _y_ $1$ @z <a> \\ //", "שלום עולם", "شركة النور",
            "株式会社 山田", "👩‍👩‍👧‍👦 🧾", String(repeating: "W", count: 4_000), "a\u{0}b", "",
            "two\nlines", "\u{202E}turned",
        ]
        let pages = try await pages(of: try names.map { try Ground.row($0, 1_234_567) })
        let text = pages.joined()
        #expect(text.contains("#read(\"/etc/passwd\")") || text.contains("#read"))
        #expect(text.replacing(" ", with: "").contains("◆◆"))
        #expect(text.contains("山田") && !text.contains("root:"))
        #expect(text.split(separator: "\n").count { $0.contains("12,345.67") } == names.count)
    }

    @Test func `makes room for the largest amounts`() async throws {
        let columns =
            [ExportColumn("Customer", .text)]
            + (1...14).map { ExportColumn("Bucket \($0)", .amount(decimals: 2)) }
        let amounts = [ExportCell](repeating: .amount(-1_000_000_000_000_000), count: 14)
        let pages = try await pages(
            of: [[.text("A customer of a name that is long")] + amounts], ExportEnding(),
            Ground.document(), ExportSection(name: "Wide", columns: columns))
        let line = pages[0].split(separator: "\n").first { $0.contains("-10,000") }
        #expect(line?.split(separator: " ").count { $0 == "-10,000,000,000,000.00" } == 14)
    }

    @Test func `is a letter where it has a reader`() async throws {
        let letter = ExportLetter(
            sender: "acme", addressee: ["Mendoza GmbH", "Ana Mendoza"],
            opening: ["Please find your account below."])
        let pages = try await pages(
            of: [], ExportEnding(notes: ["Nothing is due."]),
            Ground.document("Statement of account", letter: letter))
        #expect(pages.count == 1)
        for text in ["acme", "Mendoza GmbH", "Ana Mendoza", "your account", "Nothing is due."] {
            #expect(pages[0].contains(text))
        }
    }

    @Test func `is the same file for the same content`() async throws {
        let files = try await Ground.use { folder in
            var files: [Data?] = []
            for name in ["a", "b"] {
                try await Ground.file(.pdf, "\(folder)/\(name).pdf").write { make in
                    try make().write(
                        Ground.document(), Ground.section(), rows: [try Ground.row("A", 1)])
                }
                files.append(FileManager.default.contents(atPath: "\(folder)/\(name).pdf"))
            }
            return files
        }
        #expect(files[0] != nil && files[0] == files[1])
    }

    @Test func `refuses more rows than it may have`() async throws {
        try await Ground.use { folder in
            let export = try PDFExport(directory: folder, rowsMax: 1)
            export.begin(Ground.document())
            export.begin(Ground.section())
            try export.row(try Ground.row("A", 1))
            #expect(throws: ExportError.tooManyRows(.pdf, max: 1)) {
                try export.row(try Ground.row("A", 1))
            }
        }
    }
}
