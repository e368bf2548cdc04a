/// A document in a customer's story and what is left of it.
struct StoryItem: Sendable {
    let document: DemoDocument
    /// What is open, in minor units; for a credit what is unapplied.
    var open: Int64
    /// The part of it that was paid but is not matched yet.
    var promised: Int64 = 0
    /// It will be voided, so nobody pays it.
    var isMistaken = false

    var payable: Int64 { isMistaken || document.kind != .invoice ? 0 : open - promised }
}
