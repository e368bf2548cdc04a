import Testing

@testable import Formats

@Suite struct `A table in the terminal` {
    private let columns: [TextColumn] = [
        .text("Customer", shortenedWidthMin: 6), .code("Due"), .number("Open"),
    ]

    private func lines(_ table: TextTable, _ widthMax: Int? = nil) -> [String] {
        String(decoding: table.rendered(widthMax: widthMax), as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    @Test func `aligns names to the left and amounts to the right`() {
        var table = TextTable(columns)
        table.append(["Acme Ltd", "2026-09-30", "1,234.50"])
        table.append(["Bo", "2026-01-01", "-5.00"])
        table.setTotals(["Total", "", "1,229.50"])
        #expect(
            lines(table) == [
                "Customer  Due             Open",
                "──────────────────────────────",
                "Acme Ltd  2026-09-30  1,234.50",
                "Bo        2026-01-01     -5.00",
                "──────────────────────────────",
                "Total                 1,229.50",
                "",
            ])
    }

    @Test func `is a header and a rule without rows`() {
        #expect(lines(TextTable(columns)) == ["Customer  Due  Open", "───────────────────", ""])
        #expect(lines(TextTable([])) == ["", "", ""])
    }

    @Test func `leaves no spaces at the end of a line`() {
        var table = TextTable([.text("Name"), .text("Note")])
        table.append(["a", ""])
        table.append(["", "a long note"])
        table.append([])
        table.append(["x", "y", "surplus"])
        #expect(lines(table)[2...] == ["a", "      a long note", "", "x     y", ""])
    }

    @Test func `shortens names to fit the terminal, never amounts`() {
        var table = TextTable(columns)
        table.append(["International Widgets and Sons", "2026-09-30", "1,234.50"])
        #expect(lines(table, 38)[2] == "International W…  2026-09-30  1,234.50")
        #expect(lines(table, 10)[2] == "Inter…  2026-09-30  1,234.50")
        #expect(lines(table, 500) == lines(table))
    }

    @Test func `shortens the widest column first`() {
        var table = TextTable([
            .text("A", shortenedWidthMin: 2), .text("B", shortenedWidthMin: 2),
        ])
        table.append(["aaaa", "bbbbbbbbbbbb"])
        #expect(lines(table, 14)[2] == "aaaa  bbbbbbb…")
        #expect(lines(table, 9)[2] == "aaaa  bb…" || lines(table, 9)[2] == "aaa…  bb…")
        #expect(lines(table, 1)[2] == "a…  b…")
    }

    @Test func `cuts between characters, not inside them`() {
        var table = TextTable([.text("N", shortenedWidthMin: 1), .number("X")])
        table.append(["東京都港区", "1"])
        #expect(lines(table, 8)[2] == "東京…  1")
        #expect(lines(table, 7)[2] == "東…   1")
    }

    @Test func `never exceeds the terminal when its columns allow`() {
        var random = SeededRandom()
        for _ in 0..<200 {
            var table = TextTable([
                .text("A", shortenedWidthMin: 3), .text("B", shortenedWidthMin: 3), .number("C"),
            ])
            for _ in 0..<4 {
                table.append(
                    [
                        random.text(upTo: 30, from: "abc東😀é\u{0301}\u{1B}\u{202E}\n\tא"),
                        random.text(upTo: 30, from: "xyz"), "12.00",
                    ])
            }
            let widthMax = 15 + random.below(60)
            for line in lines(table, widthMax) {
                #expect(DisplayWidth.of(line) <= widthMax, "seed \(random.seed)")
            }
        }
    }
}

@Suite struct `Width in a terminal` {
    @Test(arguments: [
        ("", 0), ("abc", 3), ("é", 1), ("e\u{0301}", 1), ("東京", 4), ("ＡＢ", 4), ("ｱ", 1), ("한글", 4),
        ("\u{1112}\u{1161}\u{11AB}", 2), ("😀", 2), ("👨‍👩‍👧‍👦", 2), ("🇩🇪", 2), ("👍🏽", 2), ("❤️", 2),
        ("❤", 1), ("1️⃣", 2), ("©", 1), ("…", 1), ("שלום", 4), ("مرحبا", 5), ("नि", 2),
        ("\u{2068}a\u{2069}", 1),
        ("€", 1), ("、", 2), ("ไทย", 3), ("ที่", 1),
    ])
    func `counts columns`(_ text: String, _ width: Int) {
        #expect(DisplayWidth.of(text) == width)
    }
}

@Suite struct `Terminal tricks` {
    @Test(arguments: [
        ("a\u{1B}[31mb", "a␛[31mb"), ("a\nb", "a␊b"), ("a\r\nb", "a␍␊b"), ("a\tb", "a␉b"),
        ("\u{7}", "␇"), ("\u{7F}", "␡"), ("\u{9B}31m", "\u{FFFD}31m"), ("\0", "␀"),
        ("a\u{202E}b", "a\u{FFFD}b"), ("\u{2066}x\u{2069}", "\u{FFFD}x\u{FFFD}"),
        ("a\u{200B}b", "a\u{FFFD}b"), ("\u{FEFF}a", "\u{FFFD}a"), ("a\u{AD}b", "a\u{FFFD}b"),
        ("\u{2028}", "␤"), ("\u{E0041}", "\u{FFFD}"), ("\u{3164}", "\u{FFFD}"),
        ("\u{0301}a", "\u{25CC}\u{0301}a"), ("plain 東京 é", "plain 東京 é"),
        (
            "a\u{0301}\u{0301}\u{0301}\u{0301}\u{0301}\u{0301}\u{0301}\u{0301}b",
            "a\u{0301}\u{0301}\u{0301}\u{0301}\u{0301}\u{0301}b"
        ),
        ("می\u{200C}خواهم", "می\u{200C}خواهم"), ("👨‍👩‍👧", "👨‍👩‍👧"),
    ])
    func `are made visible`(_ text: String, _ shown: String) {
        #expect(
            Array(TerminalText.visible(text).unicodeScalars) == Array(shown.unicodeScalars))
    }

    @Test func `leave no control character whatever the text`() {
        var random = SeededRandom()
        for _ in 0..<300 {
            var text = String.UnicodeScalarView()
            for _ in 0..<20 {
                let value = UInt32(random.below(random.below(2) == 0 ? 0x300 : 0x11_0000))
                if let scalar = Unicode.Scalar(value) { text.append(scalar) }
            }
            for scalar in TerminalText.visible(String(text)).unicodeScalars {
                #expect(scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value))
                #expect(!(0x202A...0x202E).contains(scalar.value))
                #expect(!(0x2066...0x2069).contains(scalar.value))
            }
        }
    }

    @Test func `cannot turn round the figures beside a name`() {
        #expect(TerminalText.isolated("Acme") == "Acme")
        #expect(TerminalText.isolated("שלום") == "\u{2068}שלום\u{2069}")
        var table = TextTable([.text("Name"), .number("Open")])
        table.append(["שלום 123", "45.00"])
        let shown = String(decoding: table.rendered(), as: UTF8.self)
        #expect(shown.contains("\u{2068}שלום 123\u{2069}  45.00\n"))
    }
}
