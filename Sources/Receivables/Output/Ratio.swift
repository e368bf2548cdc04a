/// Exact fractions of amounts for figures that are shown rounded.
package enum Ratio {
    /// `part` × `factor` ÷ `whole`, rounded once, half to even; nil when `whole` is 0 or the
    /// result does not fit.
    ///
    /// A factor of 1 000 gives tenths of a percent, 10 000 hundredths.
    package static func rounded(_ part: Int64, times factor: Int64, over whole: Int64) -> Int64? {
        guard whole != 0 else { return nil }
        var product = Int128(part) * Int128(factor)
        if whole < 0 { product = -product }
        let divisor = Int128(whole.magnitude)
        let (quotient, remainder) = product.quotientAndRemainder(dividingBy: divisor)
        let twice = remainder.magnitude * 2
        let roundsAway =
            twice > divisor.magnitude || (twice == divisor.magnitude && quotient & 1 != 0)
        guard roundsAway else { return Int64(exactly: quotient) }
        return Int64(exactly: product < 0 ? quotient - 1 : quotient + 1)
    }
}
