/// A column of amounts in the report's table.
struct ReportColumn {
    private static let rampSteps = 6

    let title: String
    /// What the title counts; empty where that is plain.
    let unit: String
    /// The class of the bucket's colour; nil for columns that are no bucket.
    let ramp: String?

    /// The columns of the buckets, the first of which is what is not due yet.
    static func buckets(_ names: [String]) -> [ReportColumn] {
        names.enumerated().map { index, name in
            ReportColumn(
                title: name.replacing("-", with: "–"), unit: index == 0 ? "" : "days",
                ramp: ramp(of: index, count: names.count))
        }
    }

    /// Spreads the colours over however many buckets there are.
    static func ramp(of index: Int, count: Int) -> String {
        let steps = rampSteps - 1
        return "ramp-\(count < 2 ? 0 : (index * steps + (count - 1) / 2) / (count - 1))"
    }
}
