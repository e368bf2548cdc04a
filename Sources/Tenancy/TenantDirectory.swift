package import PostgresClient
import Synchronization

/// Looks tenants up. Answers are kept for a moment, so that a page does not ask twice, and for no
/// longer than nobody has changed a tenant, in this process or another one.
package final class TenantDirectory: Sendable {
    package static let freshness: Duration = .seconds(2)

    private struct Tenants {
        var all: [Tenant] = []
        var byName: [TenantName: Tenant] = [:]
        var byDomain: [String: Tenant] = [:]
    }

    private struct Cache {
        var tenants = Tenants()
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
        try await current().all
    }

    /// The tenant of a name; nil when there is none, also in the database itself.
    package func find(_ name: TenantName) async throws -> Tenant? {
        if let kept = kept(versions?.knownOfAll())?.byName[name] { return kept }
        if let found = try await current().byName[name] { return found }
        invalidate()
        return try await current().byName[name]
    }

    /// The tenant that has a name on the web to itself; nil when none has.
    package func find(domain: String) async throws -> Tenant? {
        try await current().byDomain[domain]
    }

    private func current() async throws -> Tenants {
        let now = ContinuousClock.now
        let version = try await versions?.currentOfAll()
        if let kept = kept(version) { return kept }
        var tenants = Tenants(all: try await read())
        for tenant in tenants.all {
            tenants.byName[tenant.name] = tenant
            if let domain = tenant.domain { tenants.byDomain[domain] = tenant }
        }
        cache.withLock { [tenants] in
            $0 = Cache(tenants: tenants, readAt: now, version: version)
        }
        return tenants
    }

    /// What was read a moment ago, if nobody has changed a tenant since.
    private func kept(_ version: DataVersion?) -> Tenants? {
        let now = ContinuousClock.now
        return cache.withLock { cache in
            guard let readAt = cache.readAt, now - readAt < Self.freshness,
                cache.version == version
            else { return nil }
            return cache.tenants
        }
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
