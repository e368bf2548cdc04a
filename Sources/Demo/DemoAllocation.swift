package import Kernel

/// Credit set against a document on a day. Credit, target and day together are unique.
package struct DemoAllocation: Sendable, Equatable {
    /// Indices into `DemoCompany.documents`.
    package let credit: Int
    package let target: Int
    /// Minor units of the documents' currency.
    package internal(set) var minorUnits: Int64
    package let date: LocalDate
}
