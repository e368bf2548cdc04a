import Kernel
import Testing

@testable import Formats

@Suite struct `Detecting how decimals are written` {
    private func detect(_ texts: [String]) -> AmountStyleDetector {
        var detector = AmountStyleDetector()
        for (index, text) in texts.enumerated() { detector.add(text, line: Int64(index + 2)) }
        return detector
    }

    @Test(
        arguments: [
            ([], .noAmounts), (["", " ", "-", "n/a", "Total"], .noAmounts),
            (["100", "(5)", "$7", "12 CR"], .plain), (["1234.5"], .certain(.point)),
            (["1.234,50"], .certain(.comma)), (["12,5"], .certain(.comma)),
            (["1,234.50"], .certain(.point)), (["1.234"], .ambiguous), (["1,234"], .ambiguous),
            (["1.234", "5,00"], .certain(.comma)), (["1,234", "5.00"], .certain(.point)),
            (["1.234.567"], .certain(.comma)), (["1,234,567"], .certain(.point)),
            (["1,23,456"], .certain(.point)), (["0.125"], .certain(.point)),
            (["0,125"], .certain(.comma)), (["1 234,567"], .certain(.comma)),
            (["1'234.567"], .certain(.point)), (["1234.567"], .certain(.point)),
            (["1.5", "1,5"], .mixed), (["#1234.5", "7"], .plain),
            (["#1.5", "1,50"], .certain(.comma)),
            (["Rs. 500"], .plain), (["Rs. 500.50"], .certain(.point)),
            (["1.234,50 € H"], .certain(.comma)), (["12.50 EUR"], .certain(.point)),
            (["12.50.10", "31.12.2025", "1,5"], .certain(.comma)), (["120.-"], .plain),
        ] as [([String], AmountStyleDetector.Verdict)])
    func `lets the whole column decide`(texts: [String], verdict: AmountStyleDetector.Verdict) {
        #expect(detect(texts).verdict == verdict)
    }

    @Test func `shows what settled it and what was open`() {
        let detector = detect(["1.234", "x", "1.234,50", "12", "5,00"])
        #expect(detector.amounts == 4)
        #expect(detector.rejected == 1)
        #expect(detector.settledBy?.text == "1.234,50")
        #expect(detector.settledBy?.line == 4)
        #expect(detector.doubtful?.phrase == "“1.234” in line 2")
        #expect(detector.commaAmounts == 2)
        #expect(detector.openAmounts == 1)
        #expect(detector.style(usual: .point) == .comma)
        #expect(detector.sentence(usual: .point) == nil)
    }

    @Test(
        arguments: [
            (["1.234", "2.500"], 2, .certain(.comma)), (["1,234"], 2, .certain(.point)),
            (["2.500"], 2, .ambiguous), (["1.234"], 3, .ambiguous), (["1.234"], nil, .ambiguous),
            (["1.234", "1,234"], 2, .ambiguous), (["1.234", "5.00"], 2, .certain(.point)),
            (["1.234"], 0, .certain(.comma)),
        ] as [([String], Int?, AmountStyleDetector.Verdict)])
    func `knows thousands by the decimals that a currency does not have`(
        texts: [String], decimals: Int?, verdict: AmountStyleDetector.Verdict
    ) {
        var detector = AmountStyleDetector()
        for text in texts { detector.add(text, decimals: decimals) }
        #expect(detector.verdict == verdict)
        let isProof = verdict == .certain(.comma) || texts == ["1,234"]
        #expect((detector.sentence(usual: .point) != nil) == (isProof || verdict == .ambiguous))
    }

    @Test func `takes the usual style when nothing settles it, and says so`() {
        let detector = detect(["1.234", "2.500"])
        #expect(detector.style(usual: .comma) == .comma)
        #expect(detector.style(usual: .point) == .point)
        #expect(
            detector.sentence(usual: .comma)
                == "Amounts such as “1.234” in line 2 can be read with a decimal point or with a"
                + " decimal comma; they were read with a decimal comma, as is usual here.")
    }

    @Test func `takes the style of most texts when they are mixed, and says so`() {
        let detector = detect(["1.50", "2.50", "3.50", "4,50"])
        #expect(detector.style(usual: .comma) == .point)
        #expect(
            detector.sentence(usual: .comma)
                == "1 of 4 amounts, such as “4,50” in line 5, cannot be read with a decimal point,"
                + " as the others are; their lines were rejected.")
    }

    @Test func `decides for the style a random column was written in`() {
        var random = SeededRandom()
        for _ in 0..<300 {
            let isComma = random.below(2) == 0
            var detector = AmountStyleDetector()
            for _ in 0..<40 {
                let whole = random.below(3_000_000)
                let cents = random.below(100)
                let amount = Int64(whole) * 100 + Int64(cents)
                let format = LocaleFormat(isComma ? "de-DE" : "en-US")
                detector.add(format.format(minorUnits: amount, decimals: 2))
            }
            #expect(
                detector.verdict == .certain(isComma ? .comma : .point), "seed \(random.seed)")
        }
    }
}
