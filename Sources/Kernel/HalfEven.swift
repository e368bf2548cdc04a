/// Division that rounds to the nearest whole number, and halves to the even one.
package enum HalfEven {
    /// - Precondition: `divisor` is positive.
    package static func divide(_ value: Int128, by divisor: Int128) -> Int128 {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        let magnitude = remainder.magnitude
        guard
            roundsUp(
                remainder: magnitude, divisor: divisor.magnitude, isOdd: quotient & 1 == 1)
        else { return quotient }
        return value < 0 ? quotient - 1 : quotient + 1
    }

    /// |a × b| ÷ `divisor` with all 256 bits of the product; nil when the result needs more
    /// than 128 bits.
    static func multiplyAndDivide(_ a: UInt128, _ b: UInt128, by divisor: UInt128) -> UInt128? {
        let product = a.multipliedFullWidth(by: b)
        guard product.high < divisor else { return nil }
        let (quotient, remainder) = divisor.dividingFullWidth(product)
        guard roundsUp(remainder: remainder, divisor: divisor, isOdd: quotient & 1 == 1)
        else { return quotient }
        let (rounded, overflow) = quotient.addingReportingOverflow(1)
        return overflow ? nil : rounded
    }

    private static func roundsUp(remainder: UInt128, divisor: UInt128, isOdd: Bool) -> Bool {
        // Comparing with what is missing to the next whole avoids doubling, which may overflow.
        let missing = divisor - remainder
        return remainder > missing || (remainder == missing && isOdd)
    }
}
