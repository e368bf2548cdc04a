package import Kernel

/// One of the first rows of a file, as it was understood.
package struct ImportPreviewRow: Hashable, Sendable {
    /// In the file that people have.
    package let line: Int64
    /// What is wrong with it; the values are empty then.
    package let problem: String?
    package let customer: String
    /// Nil for rows that are no documents.
    package let kind: DocumentKind?
    /// Empty where it will be given one.
    package let number: String
    package let date: LocalDate?
    package let dueDate: LocalDate?
    package let settledDate: LocalDate?
    package let amount: Money?
    /// What the file says is open of it.
    package let open: Money?
    /// The section or column of an aging that it stands in.
    package let bucket: String
    package let appliedTo: String
    package let appliedAmount: Money?
    package let contact: String
    package let email: String
}
