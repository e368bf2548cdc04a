package import Hummingbird
package import Tenancy

/// Finds the tenant that a request is about and what its sender may do there.
package struct TenantResolver: Sendable {
    private let lookup: @Sendable (TenantName) async throws -> Tenant?
    private let all: @Sendable () async throws -> [Tenant]

    /// - Parameters:
    ///   - lookup: the tenant of a name; nil when there is none.
    ///   - all: every tenant, for requests that name none.
    package init(
        lookup: @escaping @Sendable (TenantName) async throws -> Tenant?,
        all: @escaping @Sendable () async throws -> [Tenant]
    ) {
        self.lookup = lookup
        self.all = all
    }

    /// The scope of a request: the tenant named by the `X-Tenant` header or by the first part of
    /// a host such as `acme.localhost`; without a name the only active one.
    ///
    /// An unknown tenant and a suspended one are refused alike, so that names cannot be probed.
    /// - Throws: `TenancyError.notAccessible`, also when the two names contradict each other;
    ///   `.invalidName`, `.nameNeeded`, and what the lookups throw.
    package func scope(
        of request: Request, _ context: AppRequestContext
    ) async throws -> Scope {
        let tenant = try await tenant(of: request)
        context.facts.tenant = tenant.name
        return .unrestricted(tenant, actor: .localVisitor)
    }

    func tenant(of request: Request) async throws -> Tenant {
        guard let name = try Self.name(in: request) else { return try await onlyTenant() }
        guard let tenant = try await lookup(name), tenant.status == .active else {
            throw TenancyError.notAccessible(name.text)
        }
        return tenant
    }

    private func onlyTenant() async throws -> Tenant {
        let active = try await all().filter { $0.status == .active }
        guard active.count == 1 else { throw TenancyError.nameNeeded(count: active.count) }
        return active[0]
    }

    private static func name(in request: Request) throws(TenancyError) -> TenantName? {
        let header = request.headers[HeaderNames.tenant]
        let subdomain = request.head.authority.flatMap(HostName.tenantLabel)
        if let header, let subdomain, header != subdomain { throw .notAccessible(header) }
        return try (header ?? subdomain).map { text throws(TenancyError) in try TenantName(text) }
    }
}
