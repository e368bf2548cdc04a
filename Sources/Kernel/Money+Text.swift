extension Money {
    /// Reads an amount in a known currency as an import would: see `DecimalText`.
    ///
    /// - Throws: every `DecimalError`.
    package init(parsing text: Substring, in currency: Currency) throws(DecimalError) {
        self.init(
            minorUnits: try DecimalText.parseMinorUnits(
                text, decimals: currency.decimals, currency: currency),
            currency: currency)
    }

    /// Reads an amount in a known currency as an import would: see `DecimalText`.
    ///
    /// - Throws: every `DecimalError`.
    package init(parsing text: String, in currency: Currency) throws(DecimalError) {
        try self.init(parsing: text[...], in: currency)
    }

    /// The plain amount without its currency: `-0.05`, `1234.50`.
    package var amountText: String {
        DecimalText.formatMinorUnits(minorUnits, decimals: currency.decimals)
    }
}

extension Money: CustomStringConvertible {
    /// The plain amount and the code: `1234.50 USD`.
    package var description: String { "\(amountText) \(currency)" }
}

extension Money: Codable {
    private enum CodingKeys: String, CodingKey {
        case amount, currency
    }

    /// Reads `{"amount": "1234.50", "currency": "USD"}`.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let currency = try container.decode(Currency.self, forKey: .currency)
        let amount = try container.decode(String.self, forKey: .amount)
        try self.init(parsing: amount, in: currency)
    }

    /// Writes `{"amount": "1234.50", "currency": "USD"}`.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(amountText, forKey: .amount)
        try container.encode(currency, forKey: .currency)
    }
}
