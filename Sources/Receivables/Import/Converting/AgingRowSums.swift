import Formats
import Kernel

/// What a row of an aging comes to: its buckets, the credits beside them and the total it prints.
/// Whether the total counts the credits, and with which sign they are printed, differs from
/// system to system; the figures of the row tell.
struct AgingRowSums {
    /// What becomes of the credits of a row.
    enum Credits {
        /// They count as they are printed.
        case asPrinted
        /// They are printed without their sign.
        case opposite
        /// The printed total leaves them out.
        case apart
        /// Nothing tells: what is above zero is a credit all the same.
        case unsettled
    }

    private(set) var buckets = AmountPair.zero
    private(set) var credits = AmountPair.zero
    /// What the row comes to where every credit is one, whatever its sign.
    private(set) var owed = AmountPair.zero
    let total: AmountPair?
    /// The first cell that should be an amount and is none.
    private(set) var garbage: Int?

    /// - Parameter total: the column of the printed total; -1 without one.
    init(_ row: TableRow, _ map: ColumnMap, total: Int) {
        self.total = AmountPair(row.cell(total))
        for (column, _) in map.buckets {
            guard let pair = amount(row, column) else { continue }
            buckets += pair
            owed += pair
        }
        for column in map.credits {
            guard let pair = amount(row, column) else { continue }
            credits += pair
            owed += isPositive(pair) ? -pair : pair
        }
    }

    private mutating func amount(_ row: TableRow, _ column: Int) -> AmountPair? {
        let cell = row.cell(column)
        let pair = AmountPair(cell)
        if pair == nil, !cell.isEmpty, garbage == nil { garbage = column }
        return pair
    }

    /// The sums that the printed total may be, the likeliest first.
    var candidates: [[AmountPair]] {
        guard !credits.isZero else { return [[buckets]] }
        return [[buckets + credits]] + (isPositive(credits) ? [[buckets + -credits]] : [])
            + [[buckets]]
    }

    var meaning: Credits {
        guard let total else { return .unsettled }
        if TotalsCheck.agree([total], [buckets + credits]) { return .asPrinted }
        if isPositive(credits), TotalsCheck.agree([total], [buckets + -credits]) {
            return .opposite
        }
        return TotalsCheck.agree([total], [buckets]) ? .apart : .unsettled
    }

    /// A credit as it counts, marked as in the canonical list.
    ///
    /// - Returns: nil for a cell without an amount, or of nothing.
    func credit(_ cell: TableCell, _ meaning: Credits) -> String? {
        guard let pair = AmountPair(cell), !pair.isZero else { return nil }
        let isNegated =
            switch meaning {
            case .asPrinted: false
            case .opposite: true
            case .apart, .unsettled: isPositive(pair)
            }
        return isNegated ? cell.marked.negatedAmount : cell.marked
    }

    private func isPositive(_ pair: AmountPair) -> Bool { (pair.point ?? pair.comma ?? 0) > 0 }
}
