package import Kernel
package import Receivables

/// A document of the demonstration. Amounts are positive whatever the kind.
package struct DemoDocument: Sendable, Equatable {
    package let kind: DocumentKind
    /// Index into `DemoCompany.customers`.
    package let customer: Int
    package internal(set) var number: String
    package let date: LocalDate
    package let dueDate: LocalDate
    package let amount: Money
    package let reference: String?
    package let isDisputed: Bool
    package let instalments: [DemoInstalment]
    package let lines: [DemoLine]

    init(
        kind: DocumentKind, customer: Int, date: LocalDate, dueDate: LocalDate? = nil,
        amount: Money, reference: String? = nil, isDisputed: Bool = false,
        instalments: [DemoInstalment] = [], lines: [DemoLine] = []
    ) {
        self.kind = kind
        self.customer = customer
        number = ""
        self.date = date
        self.dueDate = dueDate ?? date
        self.amount = amount
        self.reference = reference
        self.isDisputed = isDisputed
        self.instalments = instalments
        self.lines = lines
    }
}
