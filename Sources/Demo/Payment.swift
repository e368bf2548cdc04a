/// At most so much of an item, to be paid.
struct Payment: Sendable {
    /// Index into `CustomerStory.items`.
    let item: Int
    /// Minor units of the item's currency.
    var minorUnits: Int64
}
