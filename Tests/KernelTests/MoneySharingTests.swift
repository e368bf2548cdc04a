import Testing

@testable import Kernel

@Suite struct `Converting money` {
    @Test(
        arguments: [
            (100, "USD", "EUR", "0.9", 90), (101, "USD", "EUR", "0.5", 50),
            (103, "USD", "EUR", "0.5", 52), (-101, "USD", "EUR", "0.5", -50),
            (-103, "USD", "EUR", "0.5", -52), (100, "USD", "JPY", "149.5", 150),
            (100, "USD", "JPY", "150.5", 150), (1, "JPY", "USD", "0.0067", 1),
            (1_000, "JPY", "KWD", "0.002", 2_000), (12_345, "KWD", "USD", "3.25", 4_012),
            (7, "JPY", "CLF", "1", 70_000), (1, "CLF", "JPY", "1", 0), (0, "USD", "EUR", "1.1", 0),
        ] as [(Int64, String, String, String, Int64)])
    func `rounds once, half to even`(
        amount: Int64, from: String, to: String, rate: String, expected: Int64
    ) throws {
        let rate = try ExactDecimal(parsing: rate)
        let converted = try money(amount, from).converted(to: currency(to), rate: rate)
        #expect(converted == (try money(expected, to)))
    }

    @Test func `says when the result does not fit`() throws {
        let large = try ExactDecimal(coefficient: .max, scale: 0)
        #expect(throws: MoneyError.overflow) {
            try money(.max).converted(to: currency("EUR"), rate: ExactDecimal(2))
        }
        #expect(throws: MoneyError.overflow) {
            try money(.max, "JPY").converted(to: currency("CLF"), rate: large)
        }
        #expect(throws: MoneyError.overflow) {
            try money(.min).converted(to: currency("EUR"), rate: ExactDecimal(-1))
        }
        #expect(try money(.min).converted(to: currency("EUR"), rate: .one).minorUnits == .min)
    }

    @Test(
        arguments: [
            ("5000", 4_611_686_018_427_387_902),
            ("5000.000000000000000001", 4_611_686_018_427_387_903),
            ("10000.000000000000000001", 9_223_372_036_854_775_805),
        ] as [(String, Int64)])
    func `keeps the last bit of a product wider than 128`(rate: String, expected: Int64) throws {
        let amount = try money(.max - 2, "CLF")
        let rate = try ExactDecimal(parsing: rate)
        #expect(try amount.converted(to: currency("JPY"), rate: rate).minorUnits == expected)
    }

    @Test func `agrees with wide integers on random amounts and rates`() throws {
        var random = SeededRandom()
        let seed = random.seed
        let currencies = try ["JPY", "USD", "KWD", "CLF"].map { try currency($0) }
        for _ in 0..<5_000 {
            let from = currencies[Int(random.next() % 4)]
            let to = currencies[Int(random.next() % 4)]
            let amount = random.wideInt64()
            let rate = try ExactDecimal(
                coefficient: Int128(random.wideInt64() >> 14), scale: Int(random.next() % 10))
            // All factors are small enough here for the plain formula to stay in 128 bits.
            let numerator =
                Int128(amount) * rate.coefficient * PowersOfTen.int128(to.decimals)
            let divisor = PowersOfTen.int128(rate.scale + from.decimals)
            let expected = Int64(exactly: naiveHalfEven(numerator, divisor))
            let converted = try? Money(minorUnits: amount, currency: from)
                .converted(to: to, rate: rate)
            #expect(converted?.minorUnits == expected, "seed \(seed)")
        }
    }
}

/// Half-even division by the school method: floor, then look at the doubled remainder.
private func naiveHalfEven(_ value: Int128, _ divisor: Int128) -> Int128 {
    var floor = value / divisor
    if value % divisor < 0 { floor -= 1 }
    let doubled = (value - floor * divisor) * 2
    if doubled > divisor || (doubled == divisor && floor % 2 != 0) { return floor + 1 }
    return floor
}

@Suite struct `Sharing money` {
    @Test(
        arguments: [
            (100, 1, 3, 33), (5, 1, 2, 2), (7, 1, 2, 4), (-5, 1, 2, -2), (-7, 1, 2, -4),
            (100, -1, 3, -33), (100, 1, -3, -33), (100, -1, -3, 33), (.max, .max, .max, .max),
            (.min, .min, .min, .min), (0, 5, 7, 0),
        ] as [(Int64, Int64, Int64, Int64)])
    func `rounds a share half to even`(
        amount: Int64, numerator: Int64, denominator: Int64, expected: Int64
    ) throws {
        let share = try money(amount).share(numerator: numerator, denominator: denominator)
        #expect(share.minorUnits == expected)
    }

    @Test func `refuses a share of nothing and one that does not fit`() throws {
        #expect(throws: MoneyError.divisionByZero) {
            try money(1).share(numerator: 1, denominator: 0)
        }
        #expect(throws: MoneyError.overflow) {
            try money(.max).share(numerator: 2, denominator: 1)
        }
        #expect(throws: MoneyError.overflow) {
            try money(.min).share(numerator: 1, denominator: -1)
        }
    }

    @Test(
        arguments: [
            (100, [1, 1, 1], [34, 33, 33]), (-100, [1, 1, 1], [-34, -33, -33]),
            (5, [3, 7], [2, 3]), (1, [0, 1, 0], [0, 1, 0]), (0, [1, 2], [0, 0]),
            (10, [1, 2, 3, 4], [1, 2, 3, 4]), (.max, [.max, .max], [1 << 62, (1 << 62) - 1]),
            (.min, [1], [.min]), (2, [5, 5, 5], [1, 1, 0]),
        ] as [(Int64, [Int64], [Int64])])
    func `gives the rest to the largest fractions`(
        amount: Int64, weights: [Int64], expected: [Int64]
    ) throws {
        #expect(try money(amount).allocate(weights).map(\.minorUnits) == expected)
    }

    @Test func `refuses senseless weights`() throws {
        #expect(throws: MoneyError.invalidWeights) { try money(1).allocate([]) }
        #expect(throws: MoneyError.invalidWeights) { try money(1).allocate([2, -1]) }
        #expect(throws: MoneyError.divisionByZero) { try money(1).allocate([0, 0]) }
    }

    @Test func `always sums to the whole, each part within one unit of its share`() throws {
        var random = SeededRandom()
        let seed = random.seed
        for _ in 0..<2_000 {
            let whole = try money(random.wideInt64())
            var weights = (0..<Int(1 + random.next() % 12)).map { _ in
                Int64(random.next() >> 1) >> Int64(random.next() % 63)
            }
            if weights.allSatisfy({ $0 == 0 }) { weights[0] = 1 }
            let parts = try whole.allocate(weights)
            #expect(try Money.sum(parts, in: whole.currency) == whole, "seed \(seed)")
            let total = weights.reduce(Int128(0)) { $0 + Int128($1) }
            for (part, weight) in zip(parts, weights) {
                let exact = Int128(whole.minorUnits) * Int128(weight)
                let (quotient, remainder) = exact.quotientAndRemainder(dividingBy: total)
                let allowed = remainder == 0 ? [quotient] : [quotient, quotient + exact.signum()]
                #expect(allowed.contains(Int128(part.minorUnits)), "seed \(seed)")
            }
        }
    }
}
