import PostgresClient

/// What became of the rows that were staged.
struct ImportCounts {
    var customers: Int64 = 0
    var new: Int64 = 0
    var changed: Int64 = 0
    var unchanged: Int64 = 0
    /// Minor units of the tenant's currency.
    var amountTotal: Int64 = 0
    var openTotal: Int64 = 0
    var contacts: Int64 = 0
    /// Documents with a payment whose day is only assumed.
    var assumedPayments: Int64 = 0
    /// Lines in which an aging list and the books' own aging of its day differ.
    var differing: Int64?
}
