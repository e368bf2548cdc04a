package import PostgresClient
import Synchronization

/// Looks tenants up. Answers are kept for a moment, so that a page does not ask twice, and for no
/// longer than nobody has changed a tenant, in this process or another one.
package final class TenantDirectory: Sendable {
    package static let freshness: Duration = .seconds(2)

    private struct Cache {
        var tenants: [Tenant] = []
        var readAt: ContinuousClock.Instant?
        var version: DataVersion?
    }

    private let pool: PostgresPool
    private let versions: DataVersions?
    private let cache = Mutex(Cache())

    /// - Parameter versions: tells what other processes changed; nil where they are noticed only
    ///   after the moment, but for new tenants.
    package init(pool: PostgresPool, versions: DataVersions? = nil) {
        self.pool = pool
        self.versions = versions
    }

    /// Every tenant, by name.
    package func all() async throws -> [Tenant] {
        let now = ContinuousClock.now
        let version = try await versions?.currentOfAll()
        let kept = cache.withLock { cache in
            cache.readAt.map { now - $0 < Self.freshness && cache.version == version } == true
                ? cache.tenants : nil
        }
        if let kept { return kept }
        let tenants = try await read()
        cache.withLock { $0 = Cache(tenants: tenants, readAt: now, version: version) }
        return tenants
    }

    /// The tenant of a name; nil when there is none, also in the database itself.
    package func find(_ name: TenantName) async throws -> Tenant? {
        if let kept = try await all().first(where: { $0.name == name }) { return kept }
        invalidate()
        return try await all().first { $0.name == name }
    }

    /// The tenant that has a name on the web to itself; nil when none has.
    package func find(domain: String) async throws -> Tenant? {
        try await all().first { $0.domain == domain }
    }

    /// The tenant that a call is about.
    ///
    /// - Parameter name: nil takes the only one there is.
    /// - Throws: `TenancyError.notAccessible`, `.suspended`, `.nameNeeded`.
    package func resolve(_ name: String?) async throws -> Tenant {
        let tenants = try await all()
        guard let name else {
            let active = tenants.filter { $0.status == .active }
            guard active.count == 1 else { throw TenancyError.nameNeeded(count: active.count) }
            return active[0]
        }
        guard let found = tenants.first(where: { $0.name.text == name }) else {
            throw TenancyError.notAccessible(name)
        }
        switch found.status {
        case .active: return found
        case .deleting: throw TenancyError.deleted(name)
        case .creating, .suspended: throw TenancyError.suspended(name)
        }
    }

    /// Forgets what was kept, after this process changed a tenant.
    package func invalidate() {
        cache.withLock { $0.readAt = nil }
    }

    private func read() async throws -> [Tenant] {
        do {
            return try await pool.query(
                "SELECT \(fragment: Tenant.columns) FROM public.tenants ORDER BY name"
            ).decode()
        } catch let error as PostgresError where error.sqlState?.code == "42P01" {
            throw TenancyError.notMigrated
        }
    }
}
