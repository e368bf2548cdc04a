import Kernel
import Receivables
import Testing

@Suite
struct `Aging limits` {
    @Test(
        arguments: [
            (-400, 0), (-1, 0), (0, 0), (1, 1), (29, 1), (30, 1), (31, 2), (60, 2), (61, 3),
            (90, 3), (91, 4), (120, 4), (121, 5), (400, 5),
        ])
    func `put an age into one standard bucket`(days: Int, bucket: Int) {
        #expect(AgingLimits.standard.bucket(daysPastDue: days) == bucket)
    }

    @Test(arguments: [[1], [7, 14, 21], [30, 60, 90], [365], [1, 2, 3], [30, 31, 32]])
    func `of any list put an age between the limits around it`(days: [Int]) throws {
        let limits = try AgingLimits(days)
        for age in -3...400 {
            let lower = [Int.min, 0] + days.map { $0 }
            let upper = [0] + days + [Int.max]
            let expected = zip(lower, upper).enumerated().filter {
                age > $0.element.0 && age <= $0.element.1
            }.map(\.offset)
            #expect([limits.bucket(daysPastDue: age)] == expected)
        }
        #expect(limits.names.count == limits.bucketCount)
    }

    @Test func `name their buckets`() throws {
        #expect(
            AgingLimits.standard.names == ["Current", "1-30", "31-60", "61-90", "91-120", "120+"])
        #expect(try AgingLimits([1]).names == ["Current", "1", "1+"])
        #expect(try AgingLimits([7, 8]).names == ["Current", "1-7", "8", "8+"])
    }

    @Test func `are read from text`() throws {
        #expect(try AgingLimits(parsing: "30,60,90,120") == .standard)
        #expect(try AgingLimits(parsing: "30, 60, 90") == AgingLimits([30, 60, 90]))
    }

    @Test(arguments: [
        "", "0", "-1", "30,30", "60,30", "30,", ",30", "30;60", "a", "30,60.5", "36526",
        "99999999999999999999", "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25",
    ])
    func `refuse what is not a strictly increasing list of days`(text: String) {
        #expect(throws: AgingError.limits) { try AgingLimits(parsing: text) }
    }

    @Test func `take as many columns as a report may have`() throws {
        let most = Array(1...AgingLimits.countMax)
        #expect(try AgingLimits(most).bucketCount == AgingLimits.countMax + 2)
        #expect(throws: AgingError.limits) { try AgingLimits(most + [99]) }
        #expect(throws: AgingError.limits) { try AgingLimits([]) }
        #expect(try AgingLimits([AgingLimits.daysMax]).days == [AgingLimits.daysMax])
    }
}
