/// An exact decimal number for rates and quantities: a whole number of tenths, hundredths, … down
/// to 10⁻¹⁸.
///
/// Trailing zeros are dropped, so equal numbers are equal values: 1.50 is 1.5.
package struct ExactDecimal: Hashable, Sendable {
    /// The digits without the point.
    package let coefficient: Int128
    /// How many of the digits stand behind the point: 0…18.
    package let scale: Int

    package static let scaleMax = 18
    package static let zero = ExactDecimal(0)
    package static let one = ExactDecimal(1)

    package init(_ whole: Int64) {
        coefficient = Int128(whole)
        scale = 0
    }

    /// `coefficient` × 10^-`scale`.
    ///
    /// - Throws: `tooPrecise` for a scale above 18 that trailing zeros do not explain, or a
    ///   negative one.
    package init(coefficient: Int128, scale: Int) throws(DecimalError) {
        guard scale >= 0 else { throw .tooPrecise(decimals: ExactDecimal.scaleMax) }
        var coefficient = coefficient
        var scale = coefficient == 0 ? 0 : scale
        while scale > 0 {
            let (quotient, remainder) = coefficient.quotientAndRemainder(dividingBy: 10)
            guard remainder == 0 else { break }
            coefficient = quotient
            scale -= 1
        }
        guard scale <= ExactDecimal.scaleMax else {
            throw .tooPrecise(decimals: ExactDecimal.scaleMax)
        }
        self.coefficient = coefficient
        self.scale = scale
    }

    /// Reads an optional sign, digits, and optionally a point and more digits.
    ///
    /// - Throws: every `DecimalError` but those of grouping, parentheses and currencies, which
    ///   are no part of this form.
    package init(parsing text: some StringProtocol) throws(DecimalError) {
        var reader = ExactDecimalReader()
        for byte in text.utf8 { try reader.read(byte) }
        self = try reader.finish()
    }

    package var isZero: Bool { coefficient == 0 }
    package var isNegative: Bool { coefficient < 0 }
    package var isPositive: Bool { coefficient > 0 }
}

extension ExactDecimal: Comparable {
    package static func < (left: ExactDecimal, right: ExactDecimal) -> Bool {
        // Bringing both to one scale could overflow, the whole part and the rest cannot.
        let (leftWhole, leftRest) = left.wholeAndRest
        let (rightWhole, rightRest) = right.wholeAndRest
        return (leftWhole, leftRest) < (rightWhole, rightRest)
    }

    /// The part before the point, and the part behind it in units of 10⁻¹⁸, with equal signs.
    private var wholeAndRest: (Int128, Int128) {
        let (whole, rest) = coefficient.quotientAndRemainder(
            dividingBy: PowersOfTen.int128(scale))
        return (whole, rest * PowersOfTen.int128(ExactDecimal.scaleMax - scale))
    }
}

extension ExactDecimal: LosslessStringConvertible {
    package init?(_ description: String) {
        guard let value = try? ExactDecimal(parsing: description) else { return nil }
        self = value
    }

    /// All digits: `-0.05`, `1.0835`, `12`.
    package var description: String {
        let digits = String(coefficient.magnitude)
        let sign = isNegative ? "-" : ""
        guard scale > 0 else { return sign + digits }
        let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
        return "\(sign)\(padded.dropLast(scale)).\(padded.suffix(scale))"
    }
}

extension ExactDecimal: Codable {
    /// Reads a string, never a number, which would pass through a binary fraction.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        try self.init(parsing: container.decode(String.self))
    }

    /// Writes a string.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
