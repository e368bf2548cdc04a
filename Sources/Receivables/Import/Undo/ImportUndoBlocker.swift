/// Why an import cannot be undone: something that came later rests on it.
package struct ImportUndoBlocker: Hashable, Sendable {
    package enum Reason: String, Sendable, CaseIterable {
        /// There is no such import.
        case unknown
        case undone
        /// A list of customers: what was written over, nobody kept.
        case customers
        /// A later import, which looked at documents of the same customers.
        case later
        // What happened to a document since:
        case allocated
        case writtenOff = "written_off"
        case revalued
        case voided
        case corrected
        case arrived
        case mixed
    }

    package let reason: Reason
    /// The document it happened to.
    package let document: Document?
    /// The later import, and its file's name.
    package let importID: Int64?
    package let fileName: String?

    package struct Document: Hashable, Sendable {
        package let id: DocumentID
        package let kind: DocumentKind
        package let number: String
        package let customer: String
    }

    package init(
        reason: Reason, document: Document? = nil, importID: Int64? = nil, fileName: String? = nil
    ) {
        self.reason = reason
        self.document = document
        self.importID = importID
        self.fileName = fileName
    }

    /// What happened, for people.
    package var sentence: String {
        switch reason {
        case .unknown: "There is no such import."
        case .undone: "The import was undone already."
        case .customers:
            "It is a list of customers. What it wrote over was not kept, so it cannot be put back;"
                + " import a corrected list instead."
        case .later: "A later import looked at documents of the same customers. Undo it first."
        case .allocated: "A payment or credit was applied to it, or taken back, since."
        case .writtenOff: "Some of it was written off, or a write-off taken back, since."
        case .revalued: "It was valued at another exchange rate since."
        case .voided: "It was voided since."
        case .corrected: "It was corrected since."
        case .arrived: "A receipt was waiting for it, and it came another way since."
        case .mixed: "Something else was posted at the very same moment."
        }
    }
}
