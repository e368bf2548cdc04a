package import Tenancy

/// Forgets what is a month old.
package struct WebhookKeeping: Sendable {
    private let database: TenantDatabase
    private let directory: TenantDirectory

    package init(database: TenantDatabase, directory: TenantDirectory) {
        self.database = database
        self.directory = directory
    }

    package func prune() async throws {
        for tenant in try await directory.all() where tenant.status == .active {
            try Task.checkCancellation()
            let scope = Scope.unrestricted(tenant, actor: .system)
            _ = try await database.writeAside(scope, WebhookStorage.prune)
        }
    }
}
