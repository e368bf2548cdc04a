import Kernel

/// What was found out about a file that had to be converted before it could be read.
struct ImportUnderstanding: Sendable {
    /// What `recognised_as` says.
    let formID: String
    /// The same for people.
    let title: String
    let list: ImportForm
    /// A report of what is open: it is kept as it came, and what it does not list is looked for.
    let isAging: Bool
    /// The day that the file itself states.
    let asOf: LocalDate?
    /// The currency that the file states for all its amounts.
    var currency: Currency?
    /// The file's own column names.
    var titles: [ImportField: String] = [:]
    /// Lines that could not even be converted.
    var rejects: [ImportReject] = []
    /// What these hold, by their lines.
    var rejectedRows: [Int64: RejectedRow] = [:]
    /// Of a list without documents, the names of its columns of amounts.
    var amountNames: [String] = []
    /// The rejected lines of another file, which somebody mended: what it lacks says nothing.
    var isMended = false
    var rejected: Int64 = 0
    var warnings: [String] = []
    /// Lines with data that were read.
    var rows: Int64 = 0
    /// Of the header, for remembering a mapping.
    var shape = ""
    /// How several lines make up a document.
    var items = ImportItems.none
    /// Of the rejected lines those that are items of documents.
    var rejectedItems: [ImportRejectedItem] = []

    /// Whether it tells what is open, which holds for a day; of documents paid in part or not.
    var saysWhatIsOpen: Bool {
        isAging || list == .aging || titles[.open] != nil || titles[.paid] != nil
    }
}
