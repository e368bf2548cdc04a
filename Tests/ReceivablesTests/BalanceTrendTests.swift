import Kernel
import Testing

@testable import Receivables

@Suite
struct `The trend of the last weeks` {
    private static func points(
        _ spans: [(first: Int, overdueFrom: Int, end: Int, amount: Int64)]
    ) throws -> [BalanceTrend.Point] {
        try BalanceTrend.points(
            spans.map {
                BalanceTrend.Span(
                    first: $0.first, overdueFrom: $0.overdueFrom, end: $0.end, amount: $0.amount)
            }, today: LocalDate(iso: "2026-11-21"))
    }

    @Test func `has fourteen days, a week apart, that end today`() throws {
        let points = try Self.points([])
        #expect(points.count == 14)
        #expect(points.first?.day == (try LocalDate(iso: "2026-08-22")))
        #expect(points.last?.day == (try LocalDate(iso: "2026-11-21")))
        #expect(points.allSatisfy { $0.total == 0 && $0.overdue == 0 })
    }

    @Test func `counts each amount while it is open, and as overdue from its day on`() throws {
        let points = try Self.points([
            (0, 14, 14, 1_000), (2, 4, 6, 300), (5, 3, 7, 40), (-9, -1, 99, -5),
        ])
        #expect(
            points.map(\.total) == [995, 995, 1_295, 1_295, 1_295, 1_335, 1_035]
                + Array(repeating: 995, count: 7))
        #expect(
            points.map(\.overdue) == [-5, -5, -5, -5, 295, 335, 35]
                + Array(repeating: -5, count: 7))
    }

    @Test func `is refused where it leaves 64 bits`() {
        #expect(throws: AgingError.totalTooLarge) {
            try Self.points([(0, 14, 14, .max), (0, 14, 14, 1)])
        }
    }
}
