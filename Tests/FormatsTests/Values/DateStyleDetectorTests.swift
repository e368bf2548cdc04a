import Kernel
import Testing

@testable import Formats

@Suite struct `Detecting how dates are written` {
    private func detect(_ texts: [String]) -> DateStyleDetector {
        var detector = DateStyleDetector()
        for (index, text) in texts.enumerated() { detector.add(text, line: Int64(index + 2)) }
        return detector
    }

    @Test(
        arguments: [
            ([], .noDates), (["", "n/a", "TOTAL"], .noDates),
            (["2026-09-30"], .certain(.order(.ymd))), (["03/04/2026"], .ambiguous([.mdy, .dmy])),
            (["03/04/2026", "03/31/2026"], .certain(.order(.mdy))),
            (["03/04/2026", "31/03/2026"], .certain(.order(.dmy))),
            (["2026-09-30", "31/03/2026"], .certain(.order(.dmy))),
            (["2026-09-30", "03/04/2026"], .ambiguous([.mdy, .dmy])),
            (["03/31/2026", "31/03/2026"], .mixed), (["05/05/2026"], .certain(.order(.mdy))),
            (["25 Jul 2026", "3 Aug 2026"], .certain(.order(.dmy))),
            (["Jul 25, 2026", "Saturday, Aug 1, 2026"], .certain(.order(.mdy))),
            (["02-JAN-26"], .certain(.order(.dmy))),
            (["2 Jan 2026", "31/3/26"], .certain(.order(.dmy))),
            (["45658", "45700"], .certain(.serial)), (["45658", ""], .certain(.serial)),
            (["45658", "n/a"], .noDates),
            (["45658", "45659", "45660", "45661", "x"], .certain(.serial)),
            (["45658", "31/03/2026"], .certain(.order(.dmy))),
            (["45658", "2026-03-31"], .certain(.order(.ymd))),
            (["20260930", "20261002"], .certain(.order(.ymd))),
            (["30092026"], .certain(.order(.dmy))), (["01/02/03"], .ambiguous([.mdy, .dmy])),
            (["26/02/03", "26/02/28", "25/12/31"], .certain(.order(.ymd))),
            (["28/02/26", "31/12/25", "01/02/26"], .certain(.order(.dmy))),
            (["99/12/31"], .certain(.order(.ymd))),
        ] as [([String], DateStyleDetector.Verdict)])
    func `lets the whole column decide`(texts: [String], verdict: DateStyleDetector.Verdict) {
        #expect(detect(texts).verdict == verdict)
    }

    @Test func `shows what settled it and what was open`() {
        let detector = detect(["03/04/2026", "2026-01-01", "x", "12/03/26", "31/03/2026"])
        #expect(detector.dates == 4)
        #expect(detector.yearFirst == 1)
        #expect(detector.rejected == 1)
        #expect(detector.twoDigitYears == 1)
        #expect(detector.settledBy?.phrase == "“31/03/2026” in line 6")
        #expect(detector.doubtful?.phrase == "“03/04/2026” in line 2")
        #expect(!detector.usesPoints)
        #expect(detect(["3.4.2026", "2026-04-03"]).usesPoints)
    }

    @Test func `decides for the order a random column was written in`() throws {
        var random = SeededRandom()
        for _ in 0..<300 {
            let order: DateOrder = random.below(2) == 0 ? .mdy : .dmy
            var detector = DateStyleDetector()
            for _ in 0..<60 {
                let date = try LocalDate(daysSince2000: Int32(random.below(15_000)))
                let (year, month, day) = date.components
                let (first, second) = order == .mdy ? (month, day) : (day, month)
                detector.add("\(first)/\(second)/\(year)")
            }
            // All sixty days being at most the twelfth is as good as impossible.
            #expect(detector.verdict == .certain(.order(order)), "seed \(random.seed)")
        }
    }

    @Test func `names the styles for people`() {
        #expect(DateStyle.order(.ymd).label == "YYYY-MM-DD")
        #expect(DateStyle.order(.mdy).label == "M/D/YYYY")
        #expect(DateStyle.order(.dmy).label == "D/M/YYYY")
        #expect(DateStyle.serial.label == "spreadsheet number")
        #expect(DateStyle.serial.order == nil)
    }
}
