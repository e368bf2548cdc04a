import Kernel

/// The values of a line that fit a register; its texts are copied straight from the file.
struct ImportRow {
    var kind: DocumentKind = .invoice
    /// Signed as in the books.
    var amount: Int64 = 0
    var date: Int32 = 0
    var dueDate: Int32 = 0
    var settledDate: Int32?
    var isDisputed: Bool?
    /// Nil: the tenant's own.
    var currency: Currency?
    var appliedAmount: Int64?
    var appliedDate: Int32?
    var isApplied = false
}
