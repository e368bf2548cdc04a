import Kernel

/// Rounding and conversion written out as one would on paper, without the code under test.
enum ReferenceArithmetic {
    /// The nearest whole number to a quotient; the even one of two that are equally near.
    static func rounded(_ numerator: Int128, _ denominator: Int128) -> Int64 {
        let sign: Int128 = (numerator < 0) != (denominator < 0) ? -1 : 1
        let (above, below) = (Int128(numerator.magnitude), Int128(denominator.magnitude))
        var whole = above / below
        let rest = above - whole * below
        if rest * 2 > below || (rest * 2 == below && whole % 2 == 1) { whole += 1 }
        return Int64(sign * whole)
    }

    /// `base` × `part` ÷ `whole`.
    static func share(_ base: Int64, _ part: Int64, _ whole: Int64) -> Int64 {
        rounded(Int128(base) * Int128(part), Int128(whole))
    }

    /// An amount of one currency in another at so many units of it a unit.
    static func convert(
        _ amount: Int64, _ from: Currency, at rate: ExactDecimal, to base: Currency
    ) -> Int64 {
        rounded(
            Int128(amount) * rate.coefficient * power(base.decimals),
            power(from.decimals) * power(rate.scale))
    }

    private static func power(_ exponent: Int) -> Int128 {
        (0..<exponent).reduce(Int128(1)) { power, _ in power * 10 }
    }
}
