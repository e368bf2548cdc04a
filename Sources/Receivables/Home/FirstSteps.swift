/// What a new tenant has done of what makes its figures whole.
package struct FirstSteps: Sendable, Equatable {
    package enum Step: Sendable, CaseIterable {
        case importInvoices, importReceipts, addContacts
    }

    package let hasInvoices: Bool
    package let hasReceipts: Bool
    package let hasContacts: Bool

    package init(hasInvoices: Bool, hasReceipts: Bool, hasContacts: Bool) {
        self.hasInvoices = hasInvoices
        self.hasReceipts = hasReceipts
        self.hasContacts = hasContacts
    }

    package func isDone(_ step: Step) -> Bool {
        switch step {
        case .importInvoices: hasInvoices
        case .importReceipts: hasReceipts
        case .addContacts: hasContacts
        }
    }

    /// The first step that is still to be done; nil when none is.
    package var next: Step? { Step.allCases.first { !isDone($0) } }
}
