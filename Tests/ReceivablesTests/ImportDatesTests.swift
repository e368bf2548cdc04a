import Kernel
import Testing

@testable import Receivables

@Suite
struct `Deciding the order of dates` {
    private func dates(
        _ texts: [String], locale: String = "en-US", points: Bool = false
    ) throws -> ImportDates {
        var detector = DateOrderDetector()
        for text in texts { detector.add(text) }
        return try ImportDates(detector, usesPoints: points, locale: locale)
    }

    @Test func `takes the only order that reads all`() throws {
        #expect(try dates(["2026-01-02", "2026-12-31"]).label == "YYYY-MM-DD")
        #expect(try dates(["1/2/2026", "1/31/2026"]).label == "M/D/YYYY")
        #expect(try dates(["1/2/2026", "31/1/2026"], locale: "en-US").label == "D/M/YYYY")
        #expect(try dates([]).label == nil)
    }

    @Test(arguments: [
        ("en-US", false, DateOrder.mdy), ("en-GB", false, .dmy), ("de-DE", false, .dmy),
        ("en-US", true, .dmy),
    ])
    func `asks the locale where nothing else tells, and warns`(
        locale: String, points: Bool, order: DateOrder
    ) throws {
        let dates = try dates(["1/2/2026", "3/4/2026"], locale: locale, points: points)
        #expect(dates.order == order)
        #expect(dates.warning?.contains(order.label) == true)
    }

    @Test func `lets a few bad dates be outvoted but not a mixture`() throws {
        let good = (1...28).map { "1/\($0)/2026" }
        let dates = try dates(good + ["31/12/2026"])
        #expect(dates.order == .mdy && dates.warning != nil)
        #expect(throws: ImportError.mixedDates) {
            try self.dates(["1/13/2026", "13/1/2026", "1/2/2026"])
        }
        #expect(try self.dates(good + ["2026-02-30", "soon"]).warning == nil)
    }
}
