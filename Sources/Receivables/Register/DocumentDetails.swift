package import Kernel

/// A document with its parts.
package struct DocumentDetails: Sendable {
    /// What was sold.
    package struct Line: Sendable {
        package let description: String
        package let quantity: String?
        package let unitPrice: String?
        package let amount: Money
    }

    /// A part of the amount with a due date of its own.
    package struct Instalment: Sendable {
        package let number: Int64
        package let dueDate: LocalDate
        package let amount: Money
        package let open: Money
    }

    package let entry: DocumentEntry
    /// Empty where the whole amount is due at once.
    package let instalments: [Instalment]
    package let lines: [Line]
}
