/// Records what is done where nothing of a tenant's is written: a file is made of it.
package struct AuditRecorder: Sendable {
    private let body: @Sendable (Scope, AuditEvent) async throws -> Void

    package init(_ database: TenantDatabase) {
        body = { try await database.record($0, $1) }
    }

    /// For tests.
    package init(_ body: @escaping @Sendable (Scope, AuditEvent) async throws -> Void) {
        self.body = body
    }

    package func record(_ scope: Scope, _ event: AuditEvent) async throws {
        try await body(scope, event)
    }

    /// - Parameter subject: the address without what was asked for in it, which may name people.
    package func exported(
        _ scope: Scope, _ title: String, format: String, subject: String
    ) async throws {
        try await record(
            scope,
            AuditEvent(
                .exportMade, AuditObject(.export),
                after: [
                    "title": .text(title), "format": .text(format), "of": .text(subject),
                ]))
    }
}
