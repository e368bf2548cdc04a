import Testing

@testable import Kernel

@Suite struct `Money arithmetic` {
    @Test func `adds, subtracts, negates and multiplies minor units`() throws {
        #expect(try money(150).adding(money(-50)) == money(100))
        #expect(try money(150).subtracting(money(200)) == money(-50))
        #expect(try money(150).negated() == money(-150))
        #expect(try money(-150).absolute() == money(150))
        #expect(try money(150).multiplied(by: -3) == money(-450))
        #expect(try money(1).compared(to: money(2)) == -1)
        #expect(try money(2).compared(to: money(2)) == 0)
        #expect(try money(3).compared(to: money(2)) == 1)
    }

    @Test func `never mixes currencies`() throws {
        let dollars = try money(1)
        let euros = try money(1, "EUR")
        let expected = MoneyError.currencyMismatch(dollars.currency, euros.currency)
        #expect(throws: expected) { try dollars.adding(euros) }
        #expect(throws: expected) { try dollars.subtracting(euros) }
        #expect(throws: expected) { try dollars.compared(to: euros) }
        #expect(throws: expected) { try Money.sum([euros], in: dollars.currency) }
        #expect(dollars != euros)
    }

    @Test func `says when a result does not fit`() throws {
        let most = try money(.max)
        let least = try money(.min)
        #expect(throws: MoneyError.overflow) { try most.adding(money(1)) }
        #expect(throws: MoneyError.overflow) { try least.subtracting(money(1)) }
        #expect(throws: MoneyError.overflow) { try least.negated() }
        #expect(throws: MoneyError.overflow) { try least.absolute() }
        #expect(throws: MoneyError.overflow) { try most.multiplied(by: 2) }
        #expect(throws: MoneyError.overflow) { try least.multiplied(by: -1) }
    }

    @Test func `sums whatever the order as long as the total fits`() throws {
        let usd = try currency("USD")
        let amounts = try [money(.max), money(.max), money(.min), money(.min), money(5)]
        #expect(try Money.sum(amounts, in: usd) == money(3))
        #expect(try Money.sum([], in: usd) == .zero(usd))
        #expect(throws: MoneyError.overflow) {
            try Money.sum([money(.max), money(1)], in: usd)
        }
    }

    @Test func `agrees with wide integers on random amounts`() throws {
        var random = SeededRandom()
        let seed = random.seed
        let usd = try currency("USD")
        for _ in 0..<5_000 {
            let (a, b) = (random.wideInt64(), random.wideInt64())
            let (left, right) = (
                Money(minorUnits: a, currency: usd), Money(minorUnits: b, currency: usd)
            )
            let sum = Int64(exactly: Int128(a) + Int128(b))
            #expect((try? left.adding(right))?.minorUnits == sum, "seed \(seed)")
            let difference = Int64(exactly: Int128(a) - Int128(b))
            #expect((try? left.subtracting(right))?.minorUnits == difference, "seed \(seed)")
            let product = Int64(exactly: Int128(a) * Int128(b))
            #expect((try? left.multiplied(by: b))?.minorUnits == product, "seed \(seed)")
        }
    }
}

@Suite struct `Money as text` {
    @Test func `prints all decimals of its currency`() throws {
        #expect(try money(-5).description == "-0.05 USD")
        #expect(try money(1234, "JPY").description == "1234 JPY")
        #expect(try money(1234, "KWD").amountText == "1.234")
        #expect(try money(-1, "CLF").amountText == "-0.0001")
    }

    @Test func `reads what people write`() throws {
        #expect(try Money(parsing: "$1,234.50", in: currency("USD")) == money(123_450))
        #expect(throws: DecimalError.wrongCurrency) {
            try Money(parsing: "€5", in: currency("USD"))
        }
    }
}
