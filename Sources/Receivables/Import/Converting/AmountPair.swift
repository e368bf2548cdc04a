import Formats
import Kernel

/// An amount, or a sum of amounts, read both with a decimal point and with a decimal comma: which
/// one the file means is known only at its end.
struct AmountPair: Hashable, Sendable {
    /// All amounts are kept with so many decimals, whatever the currency.
    static let decimals = 4

    /// Nil when it cannot be read so, or is too large.
    private(set) var point: Int64?
    private(set) var comma: Int64?

    static let zero = AmountPair(point: 0, comma: 0)

    init(point: Int64?, comma: Int64?) {
        self.point = point
        self.comma = comma
    }

    /// The amount in a cell.
    ///
    /// - Returns: nil when it has none, in either style; a dash is one, of nothing.
    init?(_ cell: TableCell) {
        switch cell {
        case .number(let text), .money(let text, _):
            point = Self.parse(text, .point)
            comma = point
        case .text(let text):
            guard Self.mayBeAmount(text) else { return nil }
            point = Self.parse(text, .point)
            comma = text.utf8.contains(where: Self.isSeparator) ? Self.parse(text, .comma) : point
        default: return nil
        }
        if point == nil, comma == nil { return nil }
    }

    subscript(style: DecimalStyle) -> Int64? { style == .point ? point : comma }

    var isZero: Bool { (point ?? 0) == 0 && (comma ?? 0) == 0 }

    static func += (left: inout AmountPair, right: AmountPair) {
        left.point = sum(left.point, right.point)
        left.comma = sum(left.comma, right.comma)
    }

    static func + (left: AmountPair, right: AmountPair) -> AmountPair {
        AmountPair(point: sum(left.point, right.point), comma: sum(left.comma, right.comma))
    }

    static prefix func - (pair: AmountPair) -> AmountPair {
        AmountPair(point: pair.point.map { 0 &- $0 }, comma: pair.comma.map { 0 &- $0 })
    }

    private static func sum(_ left: Int64?, _ right: Int64?) -> Int64? {
        guard let left, let right else { return nil }
        let (sum, overflow) = left.addingReportingOverflow(right)
        return overflow ? nil : sum
    }

    /// An amount has a digit or is a dash; most texts are told apart by their first byte.
    private static func mayBeAmount(_ text: String) -> Bool {
        let utf8 = text.utf8
        return utf8.count <= 64
            && (utf8.contains { $0 >= 0x30 && $0 <= 0x39 } || utf8.count <= 4 && !utf8.isEmpty)
    }

    private static func isSeparator(_ byte: UInt8) -> Bool { byte == 0x2C || byte == 0x2E }

    private static func parse(_ text: String, _ style: DecimalStyle) -> Int64? {
        try? AmountText.parseMinorUnits(text, decimals: decimals, style: style)
    }
}

extension AmountPair {
    /// The amount as people write it, with no more decimals than it needs beyond the usual ones.
    func text(_ style: DecimalStyle, decimals: Int) -> String {
        guard var value = self[style] else { return "?" }
        var shown = Self.decimals
        while shown > decimals, value % 10 == 0 {
            value /= 10
            shown -= 1
        }
        return DecimalText.formatMinorUnits(value, decimals: shown)
    }
}
