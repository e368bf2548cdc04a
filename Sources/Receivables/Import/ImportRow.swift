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

    // Only in converted lists:

    /// What is open on `statedOn`; signed as the amount. Nil: the list does not say.
    var openAmount: Int64?
    /// What the line's amount is in the tenant's currency, without a sign.
    var baseAmount: Int64?
    /// Units of the tenant's currency for one of the line's, times 10^12; below zero, of the
    /// line's for one of the tenant's.
    var statedRate: Int64?
    var statedOn: Int32 = 0
    /// With the sign that it has in the file, for a line that may be an item of a document.
    var itemAmount: Int64 = 0
    /// What kind of document its type says; an invoice is a credit note where it comes to less
    /// than nothing.
    var itemKind: DocumentKind = .invoice
    /// `statedOn` is the day of the payment, not of the list.
    var isDated = false
    /// The list says only what is open, and so at least how much the document amounts to.
    var isAmountUnknown = false
    var isDateUnknown = false
    var isDueUnknown = false
    /// The date is that of the line's bucket, for want of any other.
    var isDateEstimated = false
    var hasNumber = true
    /// Days past due for which an aging list's bucket stands.
    var bucketDays: Int32 = 0
}
