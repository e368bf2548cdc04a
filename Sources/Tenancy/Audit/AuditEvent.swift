/// Something that was done, to be recorded in the transaction that does it.
package struct AuditEvent: Sendable {
    package let action: AuditAction
    package let object: AuditObject?
    /// What was there; empty where nothing was, or where it does not matter.
    package let before: AuditDetails
    package let after: AuditDetails

    package init(
        _ action: AuditAction, _ object: AuditObject? = nil, before: AuditDetails = [:],
        after: AuditDetails = [:]
    ) {
        self.action = action
        self.object = object
        self.before = before
        self.after = after
    }
}
