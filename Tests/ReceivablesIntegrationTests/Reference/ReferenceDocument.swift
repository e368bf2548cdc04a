import Kernel
import Receivables

/// A document as the reference books know it.
struct ReferenceDocument {
    let id: DocumentID
    let customer: CustomerID
    let kind: DocumentKind
    let number: String
    let currency: Currency
    let instalments: Int
    var date: LocalDate
    var due: LocalDate
    /// Signed as it stands in the receivables.
    var amount: Int64
    var base: Int64
    var rate: ExactDecimal?
    var isVoid = false
}
