import Testing

@testable import Kernel

@Suite struct `Errors for people` {
    private static func all() throws -> [any DomainError] {
        let usd = try currency("USD")
        return [
            CurrencyError.unknownCode("x"), MoneyError.overflow,
            MoneyError.currencyMismatch(usd, try currency("EUR")), MoneyError.divisionByZero,
            MoneyError.invalidWeights, DateError.empty, DateError.notADate,
            DateError.impossibleDate(year: 2026, month: 2, day: 30), DateError.outOfRange,
            DateError.hasTimeOfDay, DateError.notAnInstant, DateError.unknownTimeZone("x"),
            DecimalError.empty, DecimalError.notANumber, DecimalError.notFinite,
            DecimalError.exponent, DecimalError.hexadecimal, DecimalError.twoSigns,
            DecimalError.unbalancedParentheses, DecimalError.badGrouping,
            DecimalError.wrongCurrency, DecimalError.tooPrecise(decimals: 2),
            DecimalError.overflow,
        ]
    }

    @Test func `have a stable code of their own and a whole sentence`() throws {
        let errors = try Self.all()
        #expect(Set(errors.map(\.code)).count == errors.count)
        for error in errors {
            #expect(error.kind == .invalid)
            #expect(error.code.utf8.allSatisfy { $0 == 0x5F || (0x61...0x7A).contains($0) })
            #expect(error.userMessage.last == ".")
            #expect(error.userMessage.first?.isUppercase == true || error.userMessage.first == "“")
            #expect(error.description == "\(error.code): \(error.userMessage)")
        }
    }

    @Test func `name the day that does not exist`() {
        let day = DateError.impossibleDate(year: 2026, month: 2, day: 30)
        #expect(day.userMessage == "There is no day 30 in month 2 of 2026.")
        let month = DateError.impossibleDate(year: 2026, month: 13, day: 1)
        #expect(month.userMessage == "There is no month 13.")
        #expect(
            DecimalError.tooPrecise(decimals: 0).userMessage
                == "The amount has decimals, which its currency does not have.")
    }
}
