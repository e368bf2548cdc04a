package import Kernel

/// Values written as people write them, for tests: a text that cannot be read ends the run.
package enum Shorthand {
    /// A currency by its code.
    package static func currency(_ code: String) -> Currency {
        guard let currency = Currency.find(code) else { preconditionFailure("currency \(code)") }
        return currency
    }

    /// An amount such as `12.50 EUR`.
    package static func money(_ text: String) -> Money {
        let parts = text.split(separator: " ")
        guard parts.count == 2,
            let money = try? Money(parsing: String(parts[0]), in: currency(String(parts[1])))
        else { preconditionFailure("amount \(text)") }
        return money
    }

    /// A date such as `2026-03-31`.
    package static func date(_ text: String) -> LocalDate {
        guard let date = LocalDate(text) else { preconditionFailure("date \(text)") }
        return date
    }

    /// An exact number such as `1.0835`.
    package static func decimal(_ text: String) -> ExactDecimal {
        guard let decimal = ExactDecimal(text) else { preconditionFailure("number \(text)") }
        return decimal
    }
}

extension LocalDate: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) {
        self = Shorthand.date(text)
    }
}

extension Money: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) {
        self = Shorthand.money(text)
    }
}

extension ExactDecimal: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) {
        self = Shorthand.decimal(text)
    }
}

extension Currency: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) {
        self = Shorthand.currency(text)
    }
}
