/// Why an amount could not be computed.
package enum MoneyError: DomainError, Hashable {
    /// The result does not fit 64 bits of minor units.
    case overflow
    /// Two amounts in different currencies were combined.
    case currencyMismatch(Currency, Currency)
    /// A share of nothing was asked for: the denominator, or the sum of the weights, is zero.
    case divisionByZero
    /// An allocation was asked for without weights, or with a negative one.
    case invalidWeights

    package var kind: ErrorKind { .invalid }

    package var code: String {
        switch self {
        case .overflow: "amount_too_large"
        case .currencyMismatch: "currency_mismatch"
        case .divisionByZero: "share_of_zero"
        case .invalidWeights: "weights_invalid"
        }
    }

    package var userMessage: String {
        switch self {
        case .overflow:
            "The amount is too large."
        case .currencyMismatch(let left, let right):
            "Amounts in \(left) and \(right) cannot be added without an exchange rate."
        case .divisionByZero:
            "An amount cannot be divided by zero."
        case .invalidWeights:
            "An amount can only be split by weights that are not negative."
        }
    }
}
