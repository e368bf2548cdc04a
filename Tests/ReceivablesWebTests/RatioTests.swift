import Testing

@testable import Receivables

@Suite struct `Rounding a share` {
    @Test(arguments: [
        (1, 3, 333), (2, 3, 667), (1, 2, 500), (-1, 3, -333), (1, -3, -333), (-1, -3, 333),
        (0, 7, 0), (7, 7, 1_000), (14, 7, 2_000),
    ])
    func `goes to the nearest`(_ part: Int64, _ whole: Int64, _ tenths: Int64) {
        #expect(Ratio.rounded(part, times: 1_000, over: whole) == tenths)
    }

    @Test(arguments: [(1, 2, 0), (3, 2, 2), (5, 2, 2), (7, 2, 4), (-1, 2, 0), (-3, 2, -2)])
    func `takes halves to the even neighbour`(_ part: Int64, _ whole: Int64, _ result: Int64) {
        #expect(Ratio.rounded(part, times: 1, over: whole) == result)
    }

    @Test func `is not defined for nothing, nor beyond 64 bits`() {
        #expect(Ratio.rounded(5, times: 1_000, over: 0) == nil)
        #expect(Ratio.rounded(.max, times: 1_000, over: 1) == nil)
        #expect(Ratio.rounded(.min, times: 10_000, over: .min) == 10_000)
        #expect(Ratio.rounded(.max, times: 10_000, over: .max) == 10_000)
    }
}
