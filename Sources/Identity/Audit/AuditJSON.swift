import Tenancy

/// A record as programs read it.
package struct AuditJSON: Encodable, Sendable {
    package struct Party: Encodable, Sendable {
        let kind: String
        let id: String?
        let name: String?
    }

    let id: String
    let at: String
    let actor: Party
    let action: String
    let object: Party?
    let before: [String: AuditValue]
    let after: [String: AuditValue]
    let address: String
    let requestID: String

    package init(_ entry: AuditEntry) {
        id = "\(entry.id)"
        at = "\(entry.at)"
        actor = Party(
            kind: entry.actorKind, id: entry.actorID.map(String.init), name: entry.actorName)
        action = entry.action
        object = entry.objectKind.map {
            Party(kind: $0, id: entry.objectID, name: entry.objectName)
        }
        before = entry.before
        after = entry.after
        address = entry.address
        requestID = entry.requestID
    }

    private enum CodingKeys: String, CodingKey {
        case id, at, actor, action, object, before, after, address
        case requestID = "request_id"
    }
}
