extension Money {
    /// This amount in another currency at `rate` units of it per unit of this one, rounded once,
    /// half to even, from the exact product.
    ///
    /// - Throws: `overflow`.
    package func converted(
        to target: Currency, rate: ExactDecimal
    ) throws(MoneyError) -> Money {
        let exponent = rate.scale + currency.decimals - target.decimals
        var amount = UInt128(minorUnits.magnitude)
        if exponent < 0 { amount *= UInt128(PowersOfTen.int64(-exponent)) }
        let divisor = UInt128(PowersOfTen.int128(max(0, exponent)))
        guard
            let magnitude = HalfEven.multiplyAndDivide(
                amount, rate.coefficient.magnitude, by: divisor)
        else { throw .overflow }
        return try Money(
            magnitude: magnitude, isNegative: isNegative != (rate.coefficient < 0),
            currency: target)
    }

    /// This amount × numerator ÷ denominator, rounded once, half to even.
    ///
    /// - Throws: `divisionByZero`, `overflow`.
    package func share(numerator: Int64, denominator: Int64) throws(MoneyError) -> Money {
        guard denominator != 0 else { throw .divisionByZero }
        var product = Int128(minorUnits) * Int128(numerator)
        if denominator < 0 { product = -product }
        let quotient = HalfEven.divide(product, by: Int128(denominator.magnitude))
        return try Money(exactly: quotient, currency: currency)
    }

    /// Splits this amount in proportion to `weights` so that the parts sum to it exactly.
    ///
    /// Every part is rounded towards zero; the minor units left over go one each to the parts
    /// that lost the largest fraction, the earlier part first among equals. A weight of zero
    /// gets nothing.
    /// - Throws: `invalidWeights` when there are none or one is negative, `divisionByZero` when
    ///   all are zero.
    package func allocate(_ weights: [Int64]) throws(MoneyError) -> [Money] {
        guard !weights.isEmpty, !weights.contains(where: { $0 < 0 }) else {
            throw .invalidWeights
        }
        let total = weights.reduce(Int128(0)) { $0 + Int128($1) }
        guard total > 0 else { throw .divisionByZero }
        let amount = Int128(minorUnits.magnitude)
        var parts: [Int128] = []
        var remainders: [(remainder: Int128, index: Int)] = []
        parts.reserveCapacity(weights.count)
        remainders.reserveCapacity(weights.count)
        for (index, weight) in weights.enumerated() {
            let (part, remainder) =
                (amount * Int128(weight)).quotientAndRemainder(dividingBy: total)
            parts.append(part)
            if remainder > 0 { remainders.append((remainder, index)) }
        }
        // The remainders sum to a whole multiple of `total`, so there are enough of them.
        let leftOver = Int(amount - parts.reduce(0, +))
        remainders.sort { ($1.remainder, $0.index) < ($0.remainder, $1.index) }
        for entry in remainders.prefix(leftOver) { parts[entry.index] += 1 }
        var result: [Money] = []
        result.reserveCapacity(parts.count)
        for part in parts {
            result.append(
                try Money(exactly: isNegative ? -part : part, currency: currency))
        }
        return result
    }

    private init(
        magnitude: UInt128, isNegative: Bool, currency: Currency
    ) throws(MoneyError) {
        guard let number = Int128(exactly: magnitude) else { throw .overflow }
        try self.init(exactly: isNegative ? -number : number, currency: currency)
    }
}
