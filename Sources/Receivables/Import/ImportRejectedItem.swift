/// A line that was rejected and would have been an item of a document.
struct ImportRejectedItem: Hashable, Sendable {
    let customer: String
    let number: String
    let line: Int64
}
