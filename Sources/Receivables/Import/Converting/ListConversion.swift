package import Kernel

/// What was understood of a file, and what was found wrong with it as a whole.
package struct ListConversion: Sendable {
    package let form: RecognisedForm
    /// The day that the file states; nil when it states none.
    package let asOf: LocalDate?
    /// Whose report it says it is.
    package let company: String?
    /// From which date its columns count days, where it says so.
    package let agingBasis: AgingBasis?
    /// The currency that the title or the names of the columns state.
    package let currency: Currency?
    /// The file's own names of the columns, for rejects.
    let headers: [ImportField: String]
    /// The first rows that were refused, as many as a report lists.
    package let rejects: [ImportReject]
    /// What these hold, by their lines.
    package let rejectedRows: [Int64: RejectedRow]
    /// Of a list without documents, the names of its columns of amounts.
    let amountNames: [String]
    /// The rejected lines of another file, which somebody mended.
    let isMended: Bool
    /// How many rows were refused.
    package let rejected: Int64
    package let warnings: [String]
    /// Lines with data that were read, those refused and those left out included.
    package let rows: Int64
    /// Lines written to the canonical list.
    package let written: Int64
    /// The shape of the header, by which a mapping is remembered.
    package let shape: String
    /// How several lines make up a document.
    var items = ImportItems.none
    /// Refused rows that are items of documents.
    var rejectedItems: [ImportRejectedItem] = []
}
