import Testing

@testable import ReceivablesWeb

@Suite struct `The bar of a report` {
    @Test func `is filled from end to end without overlap`() {
        let bar = ReportSegment.bar([100, 1, 0, 33, .max, 7])
        #expect(bar.first?.offset == 0)
        for (left, right) in zip(bar, bar.dropFirst()) {
            #expect(left.offset + left.width == right.offset)
        }
        #expect(bar.last.map { $0.offset + $0.width } == 1_000)
    }

    @Test func `leaves credit out`() {
        #expect(ReportSegment.bar([-100, 50, -1]).map(\.width) == [1_000])
        #expect(ReportSegment.bar([-100, 0]).isEmpty)
    }

    @Test(arguments: [2, 3, 6, 7, 12, 26])
    func `runs through the colours from the first to the last`(_ count: Int) {
        let ramps = (0..<count).map { ReportColumn.ramp(of: $0, count: count) }
        #expect(ramps.first == "ramp-0")
        #expect(ramps.last == "ramp-5")
        #expect(ramps == ramps.sorted())
    }
}
