package import Kernel
package import Tenancy

/// Which records somebody wants to see.
package struct AuditFilter: Sendable {
    /// Days where the tenant is, both included.
    package var from: LocalDate?
    package var to: LocalDate?
    /// An e-mail address, a key's name, or one of the kinds that have none, such as `system`.
    package var actor: String?
    package var action: AuditAction?
    package var object: AuditObject.Kind?
    package var objectID: String?

    package init() {}

    /// Whether anything is left out.
    package var isEmpty: Bool {
        from == nil && to == nil && actor == nil && action == nil && object == nil
            && objectID == nil
    }
}
