package import Kernel

/// A document to be posted, and what it is to be set against at once.
package struct NewDocument: Sendable {
    /// Part of a receipt or credit note for an invoice that is there.
    package struct Application: Sendable {
        package let target: DocumentID
        package let amount: Money
        /// Nil: the later of the two documents' dates.
        package let date: LocalDate?

        package init(target: DocumentID, amount: Money, date: LocalDate? = nil) {
            self.target = target
            self.amount = amount
            self.date = date
        }
    }

    package var draft: DocumentDraft
    package var applications: [Application]

    package init(_ draft: DocumentDraft, applications: [Application] = []) {
        self.draft = draft
        self.applications = applications
    }

    /// Whether posting it is one statement: nothing is written beside it.
    var standsAlone: Bool {
        applications.isEmpty && draft.lines.isEmpty && !draft.isDisputed
    }

    /// Whether its customer's terms say when it is due.
    var takesTerms: Bool {
        draft.kind == .invoice && draft.dueDate == nil && draft.instalments.isEmpty
    }
}
