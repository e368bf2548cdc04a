/// Who did something and from where, for what is done outside a tenant's scope.
package struct AuditSource: Sendable {
    package let actor: Actor
    package let origin: Origin

    package init(_ actor: Actor, from origin: Origin = .here) {
        self.actor = actor
        self.origin = origin
    }

    /// Whoever runs the installation, at its command line.
    package static let commandLine = AuditSource(.commandLine)
}
