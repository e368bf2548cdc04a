import Kernel

/// Exact fractions of amounts for figures that are shown rounded.
package enum Ratio {
    /// `part` × `factor` ÷ `whole`, rounded once, half to even; nil when `whole` is 0 or the
    /// result does not fit.
    ///
    /// A factor of 1 000 gives tenths of a percent, 10 000 hundredths.
    package static func rounded(_ part: Int64, times factor: Int64, over whole: Int64) -> Int64? {
        guard whole != 0 else { return nil }
        let product = Int128(part) * Int128(factor)
        return Int64(
            exactly: HalfEven.divide(
                whole < 0 ? -product : product, by: Int128(whole.magnitude)))
    }
}
