package import Kernel

/// Which documents an aging report counts, and in what currency.
package enum AgingCurrency: Hashable, Sendable {
    /// Every document, converted to the tenant's currency.
    case base
    /// The documents of one currency alone, in that currency.
    case only(Currency)
    /// One report for each currency that has documents.
    case all

    /// Reads `base`, `all` or a currency code.
    package init(parsing text: String) throws(AgingError) {
        switch text {
        case "base": self = .base
        case "all": self = .all
        default:
            guard let currency = Currency.find(text) else { throw .unknownCurrency(text) }
            self = .only(currency)
        }
    }
}
