import Kernel

/// What a customer will order.
struct PlannedInvoice: Sendable {
    /// The month of the story, from 0, and the invoice's place in it: together they tell a
    /// customer's invoices apart.
    struct Key: Hashable, Sendable {
        let month: Int
        let ordinal: Int
    }

    /// Ordinals from here on are those of invoices that replace a voided one.
    static let replacementOffset = 1_000

    let key: Key
    let date: LocalDate
    let lines: [DemoLine]
    let amount: Money

    var isReplacement: Bool { key.ordinal >= Self.replacementOffset }

    /// The same goods, invoiced once more.
    func replacement(on day: LocalDate) -> PlannedInvoice {
        PlannedInvoice(
            key: Key(month: key.month, ordinal: key.ordinal + Self.replacementOffset), date: day,
            lines: lines, amount: amount)
    }
}
