import Kernel

/// Compares printed totals with the sums of the rows they cover. Which decimal style holds is
/// known at the end only, so differences are kept under both.
struct TotalsCheck {
    private struct Difference {
        let line: Int64
        let label: String
        let column: String
        let printed: String
        let counted: AmountPair
        let what: String
        let isPoint: Bool
        let isComma: Bool
    }

    private static let keptMax = 1_000
    private static let toldMax = 20

    private var differences: [Difference] = []
    private var furtherPoint = 0
    private var furtherComma = 0
    /// Printed totals that were compared.
    private(set) var compared = 0
    /// Totals of the whole file of which the rows come to twice as much, and others.
    private var doubledPoint = 0
    private var doubledComma = 0
    private var grandTotals = 0

    /// Whether a row's printed amounts are these sums, in some style.
    static func agree(_ printed: [AmountPair?], _ sums: [AmountPair]) -> Bool {
        [DecimalStyle.point, .comma].contains { style in
            zip(printed, sums).allSatisfy { pair, sum in
                guard let pair else { return true }
                return pair[style] != nil && pair[style] == sum[style]
            }
        }
    }

    /// Compares a row of totals, column by column, with the first sums that could be meant.
    ///
    /// - Parameter what: was summed up, for people.
    mutating func compare(
        _ row: (line: Int64, label: String), printed: [AmountPair?], texts: [String],
        columns: [String], with candidates: [[AmountPair]],
        what: String = "the rows"
    ) {
        guard let first = candidates.first else { return }
        for index in printed.indices {
            guard let pair = printed[index] else { continue }
            compared += 1
            let isPoint = !candidates.contains { isSame($0[index].point, pair.point) }
            let isComma = !candidates.contains { isSame($0[index].comma, pair.comma) }
            guard isPoint || isComma else { continue }
            guard differences.count < Self.keptMax else {
                furtherPoint += isPoint ? 1 : 0
                furtherComma += isComma ? 1 : 0
                continue
            }
            differences.append(
                Difference(
                    line: row.line, label: row.label, column: columns[index],
                    printed: texts[index], counted: first[index], what: what,
                    isPoint: isPoint, isComma: isComma))
        }
    }

    private func isSame(_ sum: Int64?, _ printed: Int64?) -> Bool {
        sum != nil && sum == printed
    }

    /// Takes note of a total of the whole file.
    mutating func noteGrand(printed: [AmountPair?], sums: [AmountPair]) {
        let pairs = zip(printed, sums).compactMap { pair, sum in pair.map { ($0, sum) } }
        guard pairs.contains(where: { !$0.0.isZero }) else { return }
        grandTotals += 1
        func isDoubled(_ style: DecimalStyle) -> Bool {
            pairs.allSatisfy { pair, sum in
                guard let pair = pair[style], let sum = sum[style] else { return false }
                let (double, overflow) = pair.multipliedReportingOverflow(by: 2)
                return !overflow && double == sum
            }
        }
        if isDoubled(.point) { doubledPoint += 1 }
        if isDoubled(.comma) { doubledComma += 1 }
    }

    /// Whether the rows come to exactly twice what the file prints as its total: its subtotals
    /// were counted as well.
    func isDoubled(_ style: DecimalStyle) -> Bool {
        grandTotals > 0 && (style == .point ? doubledPoint : doubledComma) == grandTotals
    }

    /// What a report says of the totals that do not tie.
    func warnings(_ style: DecimalStyle, decimals: Int) -> [String] {
        let wrong = differences.filter { style == .point ? $0.isPoint : $0.isComma }
        var texts = wrong.prefix(Self.toldMax).map { difference in
            let column = difference.column.isEmpty ? "" : " of \(difference.column)"
            let counted = difference.counted.text(style, decimals: decimals)
            return "Line \(difference.line): “\(ImportText.shortened(difference.label, to: 60))”"
                + "\(column) says \(difference.printed), but \(difference.what) come to \(counted)."
        }
        let further =
            wrong.count - texts.count + (style == .point ? furtherPoint : furtherComma)
        if further > 0 { texts.append("\(further) more totals differ from their rows.") }
        return texts
    }
}
