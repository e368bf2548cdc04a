import Testing

@testable import Kernel

@Suite struct `Detecting the order of dates` {
    private func detect(_ texts: [String]) -> DateOrderDetector {
        var detector = DateOrderDetector()
        for text in texts { detector.add(text) }
        return detector
    }

    @Test(
        arguments: [
            ([], .noDates), (["", "n/a"], .noDates), (["2026-09-30"], .certain(.ymd)),
            (["03/04/2026"], .ambiguous([.mdy, .dmy])),
            (["03/04/2026", "03/31/2026"], .certain(.mdy)),
            (["03/04/2026", "31/03/2026"], .certain(.dmy)),
            (["05/05/2026"], .certain(.mdy)), (["01/02/03"], .ambiguous(.all)),
            (["2 Jan 2026", "Feb 3, 2026"], .certain(.ymd)),
            (["2 Jan 2026", "31/03/2026"], .certain(.dmy)),
            (["03/31/2026", "31/03/2026"], .mixed), (["2026-01-02", "31/03/2026"], .mixed),
            (["03/04/2026", "TOTAL", "", "31/03/2026"], .certain(.dmy)),
            (["99-12-31"], .certain(.ymd)),
        ] as [([String], DateOrderDetector.Verdict)])
    func `lets the whole column decide`(texts: [String], verdict: DateOrderDetector.Verdict) {
        #expect(detect(texts).verdict == verdict)
    }

    @Test func `counts what each order reads and what is no date`() {
        let detector = detect(["03/04/2026", "31/03/2026", "30/02/2026", "x", "", "2026-01-01"])
        #expect(detector.dates == 3)
        #expect(detector.rejected == 2)
        #expect(detector.count(readableIn: .dmy) == 2)
        #expect(detector.count(readableIn: .mdy) == 1)
        #expect(detector.count(readableIn: .ymd) == 1)
        #expect(detector.possible.isEmpty)
        #expect(DateOrderSet.all.orders == DateOrder.allCases)
    }
}
