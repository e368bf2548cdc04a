/// Who does something with the installation as a whole, and from where: what a `Scope` is for a
/// tenant. Whoever has one was made an operator, and it opens no tenant's rows.
package struct InstallationScope: Sendable {
    package let actor: Actor
    package let origin: Origin

    package init(actor: Actor, origin: Origin = .here) {
        self.actor = actor
        self.origin = origin
    }

    package var source: AuditSource { AuditSource(actor, from: origin) }
}
