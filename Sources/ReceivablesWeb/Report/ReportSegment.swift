/// A bucket's part of the bar above the table, in thousandths of its width.
struct ReportSegment {
    let offset: Int
    let width: Int
    let ramp: String

    /// The bar of a report's buckets. Credit has no width: the bar shows what is owed.
    static func bar(_ amounts: [Int64]) -> [ReportSegment] {
        let owed = amounts.map { Int128(max(0, $0)) }
        let total = owed.reduce(0, +)
        guard total > 0 else { return [] }
        var segments: [ReportSegment] = []
        var before: Int128 = 0
        for (index, amount) in owed.enumerated() where amount > 0 {
            let offset = Int(before * 1_000 / total)
            before += amount
            segments.append(
                ReportSegment(
                    offset: offset, width: Int(before * 1_000 / total) - offset,
                    ramp: ReportColumn.ramp(of: index, count: amounts.count)))
        }
        return segments
    }
}
