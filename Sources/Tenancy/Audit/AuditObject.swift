/// What something was done to.
package struct AuditObject: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case tenant, user, key, session, customer, document, allocation, currency, terms
        case upload, `import`, export, contact
        case group, portfolio, connection, job, webhook

        /// Whether one record may be of several of them, whose ids then stand in its `ids`. They
        /// are told apart by their ids alone, and bear no names.
        package var mayBeSeveral: Bool {
            switch self {
            case .document, .allocation, .customer: true
            default: false
            }
        }
    }

    package let kind: Kind
    /// nil where it is known only when it is done, or is several.
    package let id: String?
    /// What it is called, where it may be gone when somebody reads of it. Not sealed itself, so
    /// that it can be erased; see `audit_events`.
    package let name: String?

    package init(_ kind: Kind, _ id: (some CustomStringConvertible)?, name: String? = nil) {
        self.kind = kind
        self.id = id.map { $0.description }
        self.name = name
    }

    /// One whose id is not known here, or several.
    package init(_ kind: Kind, named name: String? = nil) {
        self.kind = kind
        id = nil
        self.name = name
    }
}
