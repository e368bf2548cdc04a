package import Kernel
package import Tenancy

/// One record, with the names of then.
package struct AuditEntry: Sendable {
    package let id: Int64
    package let at: Instant
    /// nil for what concerns the whole installation.
    package let tenant: Int64?
    /// `person`, `key`, `system`, …
    package let actorKind: String
    package let actorID: Int64?
    /// nil where the person was erased, or has no name to be called by.
    package let actorName: String?
    /// A code, which a later version may have made.
    package let action: String
    package let objectKind: String?
    package let objectID: String?
    package let objectName: String?
    package let before: [String: AuditValue]
    package let after: [String: AuditValue]
    package let address: String
    package let requestID: String

    package var cursor: AuditCursor { AuditCursor(at: at, id: id) }

    /// Who did it, for people.
    package var actor: String {
        switch actorKind {
        case "person": actorName ?? "erased person \(actorID.map(String.init) ?? "")"
        case "key": "key “\(actorName ?? actorID.map(String.init) ?? "")”"
        case "command_line": "command line"
        case "local": "local visitor"
        case "nobody": "nobody who is known"
        default: actorKind
        }
    }

    /// What was done, for people.
    package var phrase: String { AuditAction(rawValue: action)?.phrase ?? action }

    /// On what, for people; empty where it says nothing.
    package var object: String {
        guard let objectKind else { return "" }
        if let objectName { return "\(objectKind) \(objectName)" }
        guard let objectID else { return objectKind }
        return objectKind == "user" ? "erased person \(objectID)" : "\(objectKind) \(objectID)"
    }
}
