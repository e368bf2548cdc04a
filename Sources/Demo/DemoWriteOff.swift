package import Kernel

/// All that is open on a document, given up on a day.
package struct DemoWriteOff: Sendable, Equatable {
    /// Index into `DemoCompany.documents`.
    package let document: Int
    /// Minor units of the document's currency.
    package let minorUnits: Int64
    package let date: LocalDate
}
