package import Identity
package import Kernel
package import Tenancy
package import WebSupport

/// What the pages of administration look at.
package struct Administration: Sendable {
    package typealias Jobs = @Sendable (Scope?) async throws -> [AdministrationJob]
    package typealias Imports =
        @Sendable (Scope) async throws -> (count: Int, last: (file: String, at: Instant)?)

    package typealias Webhooks = @Sendable (Scope) async throws -> (count: Int, paused: Int)

    let members: MemberService
    let security: SecurityService
    let keys: KeyService
    let signOn: SignOnService
    let audit: AuditService
    let operators: OperatorService
    let jobs: Jobs
    /// What the server is called, and since when it runs.
    let server: (name: String, since: Instant)
    let health: HealthCheck
    let version: String
    let imports: Imports
    let webhooks: Webhooks

    package init(
        members: MemberService, security: SecurityService, keys: KeyService,
        signOn: SignOnService, audit: AuditService, operators: OperatorService,
        jobs: @escaping Jobs, server: (name: String, since: Instant),
        health: HealthCheck, version: String, imports: @escaping Imports,
        webhooks: @escaping Webhooks
    ) {
        self.members = members
        self.security = security
        self.keys = keys
        self.signOn = signOn
        self.audit = audit
        self.operators = operators
        self.jobs = jobs
        self.server = server
        self.health = health
        self.version = version
        self.imports = imports
        self.webhooks = webhooks
    }
}
