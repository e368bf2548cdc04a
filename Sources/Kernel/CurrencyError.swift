/// Why a text does not name a currency.
package enum CurrencyError: DomainError, Hashable {
    /// The text is not one of the currency codes we know.
    case unknownCode(String)

    package var kind: ErrorKind { .invalid }

    package var code: String { "currency_unknown" }

    package var userMessage: String {
        switch self {
        case .unknownCode(let text):
            "“\(text.prefix(20))” is not an ISO 4217 currency code."
        }
    }
}
