import Formats

/// The rows of one customer that stand together in a list of one row a customer. A further one
/// that says their sum is a subtotal, or the same row once more: it is not counted.
struct RepeatedCustomer {
    private let label: String
    private let currency: String
    private var sums: [AmountPair]

    init(_ label: String, currency: String, _ amounts: [AmountPair?]) {
        self.label = label
        self.currency = currency
        sums = amounts.map { $0 ?? .zero }
    }

    /// Whether the next row sums up these.
    func isSummed(by label: String, currency: String, _ amounts: [AmountPair?]) -> Bool {
        label == self.label && currency == self.currency
            && amounts.contains { !($0?.isZero ?? true) } && TotalsCheck.agree(amounts, sums)
            && zip(amounts, sums).allSatisfy { $0 != nil || $1.isZero }
    }

    /// The rows with the next one, if that is of the same customer.
    func adding(_ label: String, currency: String, _ amounts: [AmountPair?]) -> RepeatedCustomer {
        var next = RepeatedCustomer(label, currency: currency, amounts)
        if label == self.label, currency == self.currency {
            next.sums = zip(next.sums, sums).map(+)
        }
        return next
    }
}
