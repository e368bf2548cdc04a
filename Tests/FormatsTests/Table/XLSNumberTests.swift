import Testing

@testable import Formats

@Suite struct `Numbers of a spreadsheet` {
    private func plain(_ text: String) -> String? {
        Array(text.utf8).withUnsafeBufferPointer { XLSNumber($0)?.plain }
    }

    @Test(arguments: [
        ("0", "0"), ("-0.0", "0"), ("1234.5", "1234.5"), ("007", "7"), ("1.50", "1.5"),
        ("0.30000000000000004", "0.3"), ("1234.5600000000001", "1234.56"),
        ("-99.999999999999997", "-100"), ("1E3", "1000"), ("1.5e-3", "0.0015"),
        ("-4.6228E+4", "-46228"), ("123456789012345678", "123456789012346000"),
        ("999999999999999.5", "1000000000000000"), ("1E-7", "0.0000001"), (".5", "0.5"),
        (" 5 ", "5"), ("5.", "5"),
    ])
    func `are plain decimals of fifteen digits`(text: String, expected: String) {
        #expect(plain(text) == expected)
    }

    @Test(arguments: ["", "-", ".", "1,5", "1e", "1e9999999", "1E500", "NaN", "12 3", "0x1F"])
    func `are nothing else`(text: String) {
        #expect(plain(text) == nil)
    }

    @Test func `of doubles show what the spreadsheet shows`() {
        #expect(XLSNumber(0.1 + 0.2)?.plain == "0.3")
        #expect(XLSNumber(1e15)?.plain == "1000000000000000")
        #expect(XLSNumber(-1e-7)?.plain == "-0.0000001")
        #expect(XLSNumber(Double.nan) == nil)
        #expect(XLSNumber(-Double.infinity) == nil)
    }

    /// Whole cents, however a double writes them, stay those cents.
    @Test func `keep every cent`() {
        var random = SeededRandom()
        for _ in 0..<20_000 {
            let cents = random.below(1_000_000_000_000)
            let text = "\(Double(cents) / 100)"
            let (whole, rest) = cents.quotientAndRemainder(dividingBy: 100)
            let fraction = rest % 10 == 0 ? "\(rest / 10)" : rest < 10 ? "0\(rest)" : "\(rest)"
            let expected = rest == 0 ? "\(whole)" : "\(whole).\(fraction)"
            #expect(plain(text) == expected, "seed \(random.seed)")
            #expect(XLSNumber(Double(cents) / 100)?.plain == expected, "seed \(random.seed)")
        }
    }

    @Test(arguments: [
        "yyyy-mm-dd", "DD.MM.YYYY", "[$-409]d-mmm-yy;@", "mmm", "m/d/yy h:mm", "[Red]d/m",
        "yyyy\\-mm", "\"am\" d mmmm",
    ])
    func `are dates in a format with days, months or years`(format: String) {
        #expect(XLSNumberFormat.isDate(format))
    }

    @Test(arguments: [
        "General", "0.00", "#,##0.00 \"days\"", "h:mm", "[h]:mm:ss", "[mm]:ss", "0.00\\d",
        "#,##0.00_d", "[Red]-0.00", "[$USD] 0", "mm:ss.0", "@", "h:mm AM/PM", "*y0",
    ])
    func `are no dates in others`(format: String) {
        #expect(!XLSNumberFormat.isDate(format))
    }
}
