import Foundation
import Kernel
import Testing

@testable import Formats

@Suite struct `An exported workbook` {
    private typealias Ground = ExportPlayground

    @Test func `holds real numbers, real dates and the totals' results`() async throws {
        let rows = [try Ground.row("Acme Ltd", 123_456_789), try Ground.row("Łódź & <Söhne>", -5)]
        let read = try await Ground.workbook(Ground.section(), rows, Ground.total(123_456_784))
        let due = try LocalDate(iso: "2026-09-30")
        #expect(read[0] == [.text("Aging report")])
        #expect(read[1] == [.text("Tenant"), .text("acme")])
        #expect(
            read[3] == [
                .text("Customer"), .text("Due"), .text("Days"), .text("Share"), .text("Open"),
            ])
        #expect(
            read[4] == [
                .text("Acme Ltd"), .date(due), .number("31"), .number("0.125"),
                .number("1234567.89"),
            ])
        #expect(read[5].first == .text("Łódź & <Söhne>"))
        #expect(read[5].last == .number("-0.05"))
        #expect(read[6].first == .text("Total"))
        #expect(read[6].last == .number("1234567.84"))
        #expect(read[7] == [.text("Σ rows = control account")])
    }

    @Test func `writes totals as formulas with their result`() async throws {
        try await Ground.use { folder in
            let path = "\(folder)/a.xlsx"
            try await Ground.file(.xlsx, path).write { make in
                try make().write(
                    Ground.document(), Ground.section(), rows: [try Ground.row("A", 1_050)],
                    ending: Ground.total(1_050))
            }
            let sheet = try Ground.part("xl/worksheets/sheet1.xml", of: path)
            #expect(sheet.contains("<f>SUM(E6:E6)</f><v>10.5</v>"))
            #expect(sheet.contains("state=\"frozen\""))
            #expect(sheet.contains("<autoFilter ref=\"A5:E6\"/>"))
            let left = try FileManager.default.contentsOfDirectory(atPath: folder)
            #expect(left == ["a.xlsx"])
        }
    }

    @Test(arguments: [(0, "1234"), (2, "12.34"), (3, "1.234"), (4, "0.1234")])
    func `gives each currency its decimals`(decimals: Int, expected: String) async throws {
        let read = try await Ground.workbook(
            Ground.section(decimals: decimals), [try Ground.row("A", 1_234)], Ground.total(1_234))
        #expect(read[4].last == .number(expected))
        #expect(read[5].last == .number(expected))
    }

    @Test func `never makes a formula of text`() async throws {
        let names = ["=1+1", "+1", "-1", "@SUM(A1)", "{=1}", "=HYPERLINK(\"http://x\",\"y\")"]
        let rows = try names.map { try Ground.row($0, 1) }
        try await Ground.use { folder in
            let path = "\(folder)/a.xlsx"
            try await Ground.file(.xlsx, path).write { make in
                try make().write(Ground.document(), Ground.section(), rows: rows)
            }
            let read = try Ground.rows(path).dropFirst(4).map { $0.cells[0] }
            #expect(read == names.map { .text($0) })
            let sheet = try Ground.part("xl/worksheets/sheet1.xml", of: path)
            #expect(!sheet.contains("<f>"))
        }
    }

    @Test func `holds every amount up to 10^15 minor units to the last digit`() throws {
        var random = SeededRandom()
        var amounts = [XLSXAmount.minorUnitsMax, XLSXAmount.minorUnitsMax - 1, 1, 0, 999]
        for power in 1...15 {
            let end = Int64(pow(10.0, Double(power)))
            for _ in 0..<4_000 { amounts.append(Int64.random(in: 0..<end, using: &random)) }
        }
        for amount in amounts {
            for decimals in [0, 2, 3, 4] {
                let value = try #require(XLSXAmount.number(-amount, decimals: decimals))
                let written = String(format: "%.16G", value)
                let read = try #require(Double(written))
                let shortest = Self.decimal("\(read)")
                let exact = Self.decimal(XLSXAmount.text(-amount, decimals: decimals))
                guard shortest == exact else {
                    Issue.record(
                        "seed \(random.seed): \(amount) with \(decimals) decimals is read as \(read)"
                    )
                    return
                }
            }
        }
    }

    private static func decimal(_ text: String) -> Decimal { Decimal(string: text) ?? .nan }

    @Test func `writes a larger amount as text and says so`() async throws {
        let large = XLSXAmount.minorUnitsMax + 1
        let read = try await Ground.workbook(
            Ground.section(), [try Ground.row("A", large), try Ground.row("B", 1)],
            Ground.total(large + 1))
        #expect(read[4].last == .text("10000000000000.01"))
        #expect(read[5].last == .number("0.01"))
        #expect(read[6].last == .text("10000000000000.02"))
        guard case .text(let note) = read.last?.first else { throw CancellationError() }
        #expect(note.contains("stand as text"))
    }

    @Test func `sums what fits although a part did not`() async throws {
        let large = XLSXAmount.minorUnitsMax + 1
        try await Ground.use { folder in
            let path = "\(folder)/a.xlsx"
            try await Ground.file(.xlsx, path).write { make in
                try make().write(
                    Ground.document(), Ground.section(),
                    rows: [try Ground.row("A", large), try Ground.row("B", -large)],
                    ending: Ground.total(0))
            }
            // A formula would leave out what stands as text.
            let sheet = try Ground.part("xl/worksheets/sheet1.xml", of: path)
            #expect(!sheet.contains("<f>"))
        }
    }

    @Test func `bears any text and any date`() async throws {
        let names = [
            String(repeating: "x", count: 40_000), "שלום עולם", "株式会社 山田", "👩‍👩‍👧‍👦",
            "a\u{0}b\u{B}\u{FFFE}",
            "line\nbreak", "", "_x0041_",
        ]
        let rows = try names.map { try Ground.row($0, 1, due: LocalDate.min) }
        let read = try await Ground.workbook(Ground.section(), rows, ExportEnding())
        guard case .text(let long) = read[4][0] else { throw CancellationError() }
        #expect(long.utf16.count == 32_767 && long.hasSuffix("…"))
        #expect(read[5][0] == .text("שלום עולם"))
        #expect(read[6][0] == .text("株式会社 山田"))
        #expect(read[7][0] == .text("👩‍👩‍👧‍👦"))
        #expect(read[8][0] == .text("a\u{FFFD}b\u{FFFD}\u{FFFD}"))
        #expect(read[10][1] == .text("0001-01-01"))
    }

    @Test func `has a sheet for each section, with names that are allowed`() async throws {
        try await Ground.use { folder in
            let path = "\(folder)/a.xlsx"
            try await Ground.file(.xlsx, path).write { make in
                let writer = try make()
                try writer.begin(Ground.document())
                for name in ["EUR/USD [x]", "EUR/USD [x]", String(repeating: "n", count: 50), "'"] {
                    try writer.begin(Ground.section(name))
                    try writer.row(try Ground.row(name, 1))
                    try writer.end(ExportEnding())
                }
                try writer.finish()
            }
            let descriptor = open(path, O_RDONLY)
            defer { close(descriptor) }
            let names = try XLSXFile.open(descriptor: descriptor).sheetNames
            #expect(
                names == [
                    "EUR-USD -x-", "EUR-USD -x- 2", String(repeating: "n", count: 31), "Sheet",
                ])
        }
    }

    @Test func `refuses more rows than a sheet holds`() async throws {
        try await Ground.use { folder in
            let export = try XLSXExport(path: "\(folder)/a.xlsx", directory: folder, rowsMax: 2)
            export.begin(Ground.document())
            try export.begin(Ground.section())
            for _ in 0..<2 { try export.row(try Ground.row("A", 1)) }
            #expect(throws: ExportError.tooManyRows(.xlsx, max: 2)) {
                try export.row(try Ground.row("A", 1))
            }
        }
    }

    @Test func `says so where nothing is in it`() async throws {
        let read = try await Ground.workbook(Ground.section(), [], Ground.total(0))
        #expect(read[4] == [.text("There are no rows.")])
        #expect(read[5].last == .number("0"))
    }
}
