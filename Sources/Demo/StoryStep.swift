/// Something that will happen to a customer on a day. Items are indices into
/// `CustomerStory.items`.
enum StoryStep: Sendable {
    case order(PlannedInvoice)
    /// Part of an order's amount, paid before it is invoiced.
    case deposit(PlannedInvoice)
    /// At most this much is paid, in one receipt with whatever else is paid that day.
    case pay(item: Int, minorUnits: Int64)
    /// A receipt that came earlier is matched with what it pays.
    case apply(credit: Int, item: Int, minorUnits: Int64)
    case credit(item: Int, permille: Int)
    case writeOff(item: Int)
    case void(item: Int, PlannedInvoice)
    /// Credit on account is used up: for other invoices, at last by a refund.
    case clear(credit: Int, attempts: Int)
}
