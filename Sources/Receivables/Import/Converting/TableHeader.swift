import Formats

/// The names of a table's columns, normalised once.
struct TableHeader: Sendable {
    /// The file's own, without blanks around them.
    let texts: [String]
    /// As `HeaderName` writes them.
    let names: [String]
    let nameSet: Set<String>
    /// Which columns are buckets of an aging.
    let buckets: [AgingBucket?]

    init(_ texts: [String], buckets: [AgingBucket?]) {
        self.texts = texts
        names = texts.map(HeaderName.normalized)
        nameSet = Set(names.filter { !$0.isEmpty })
        self.buckets = buckets
    }

    init(_ texts: [String]) {
        let resolved = AgingBucket.resolved(texts)
        // A single one may be anything, such as a column “Current” of a list of customers.
        let isAging = resolved.count { $0 != nil } >= 2
        self.init(
            texts,
            buckets: isAging ? resolved : [AgingBucket?](repeating: nil, count: texts.count))
    }

    init(_ row: TableRow) {
        self.init(row.cells.map(\.shown))
    }

    /// The two lines of a header whose names are broken, as one.
    init(_ upper: TableRow, _ lower: TableRow) {
        let count = max(upper.cells.count, lower.cells.count)
        self.init(
            (0..<count).map { column in
                let parts = [upper.cell(column).shown, lower.cell(column).shown]
                return parts.filter { !$0.isEmpty }.joined(separator: " ")
            })
    }

    var hasBuckets: Bool { buckets.contains { $0 != nil } }

    /// How many of the names a list of receivables may have.
    var knownCount: Int {
        names.indices.count { buckets[$0] != nil || Self.known.contains(names[$0]) }
    }

    /// By which mappings are remembered.
    var shape: String { HeaderShape.of(names: names) }

    /// The place of the first column with one of the names.
    func index(of candidates: [String], except used: Set<Int> = []) -> Int? {
        for candidate in candidates {
            for index in names.indices where names[index] == candidate && !used.contains(index) {
                return index
            }
        }
        return nil
    }

    /// Whether a row repeats the names.
    func isRepeated(by row: TableRow) -> Bool {
        guard let first = row.firstFilled, first < texts.count,
            row.cells[first].shown == texts[first]
        else { return false }
        let filled = row.filled
        return filled.count > 1
            && filled.allSatisfy { $0 < texts.count && row.cells[$0].shown == texts[$0] }
    }

    static let known: Set<String> = Set(ImportField.allCases.flatMap(ColumnNames.names))
        .union(RecognisedForms.columnNames)
}
