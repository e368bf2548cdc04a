/// How lines with items of a document make up the document.
enum ImportItems: Sendable {
    /// One line a document.
    case none
    /// The document's totals stand on each of its lines.
    case repeated
    /// Its amount is the sum of the lines.
    case summed
}
