package import Hummingbird
package import Tenancy

/// Finds the tenant that a request is about and what its sender may do there.
package struct TenantResolver: Sendable {
    private let lookup: @Sendable (TenantName) async throws -> Tenant?
    private let all: @Sendable () async throws -> [Tenant]
    private let byDomain: @Sendable (String) async throws -> Tenant?
    private let publicHost: String?
    private let limiter: RequestLimiter?

    /// - Parameters:
    ///   - lookup: the tenant of a name; nil when there is none.
    ///   - all: every tenant, for requests that name none.
    ///   - byDomain: the tenant that has a name on the web to itself; nil when none has.
    ///   - publicHost: the name on the web, below which each tenant has its own.
    ///   - limiter: counts the requests of a tenant; nil where nobody does.
    package init(
        lookup: @escaping @Sendable (TenantName) async throws -> Tenant?,
        all: @escaping @Sendable () async throws -> [Tenant],
        byDomain: @escaping @Sendable (String) async throws -> Tenant? = { _ in nil },
        publicHost: String? = nil, limiter: RequestLimiter? = nil
    ) {
        self.lookup = lookup
        self.all = all
        self.byDomain = byDomain
        self.publicHost = publicHost
        self.limiter = limiter
    }

    /// The scope of a request: the tenant named by the `X-Tenant` header or by the first part of
    /// a host such as `acme.localhost`; without a name the one that the visitor chose, or the
    /// only active one that they belong to.
    ///
    /// An unknown tenant, a suspended one and one that the visitor does not belong to are refused
    /// alike, so that names cannot be probed.
    /// - Throws: `WebError.loginNeeded`, `.noMembership`, `.secondFactorMissing`,
    ///   `.tooManyRequests`; `TenancyError.notAccessible`, also when
    ///   the two names contradict each other; `.invalidName`, `.nameNeeded`, and what the lookups
    ///   throw.
    package func scope(
        of request: Request, _ context: AppRequestContext
    ) async throws -> Scope {
        let visitor = try context.loggedIn()
        return try await scope(
            of: try await tenant(of: request, context.facts, visitor), visitor, request, context)
    }

    /// The same for an address that names the tenant, which nothing else of it may contradict.
    ///
    /// - Throws: as above.
    package func scope(
        of request: Request, _ context: AppRequestContext, named text: String
    ) async throws -> Scope {
        let visitor = try context.loggedIn()
        guard let name = try? TenantName(text), visitor.memberships[name] != nil,
            try self.name(in: request, context.facts).map({ $0 == name }) ?? true,
            let tenant = try await lookup(name), tenant.status == .active
        else { throw TenancyError.notAccessible(text) }
        return try await scope(of: tenant, visitor, request, context)
    }

    /// The same once more, found out anew, when a body that was taken as it came is all there: it
    /// may have taken any time, and nothing that was known of its sender before holds any more.
    ///
    /// - Parameter before: in which its taking began: it is not taken into another company.
    package func scopeAfterBody(
        of request: Request, _ context: AppRequestContext, begun before: Scope
    ) async throws -> Scope {
        try await VersionReading.$current.withValue(VersionReading()) {
            try await context.renewVisitor(request)
            context.facts.begun = .success(before.tenant)
            let visitor = try context.loggedIn()
            let tenant = try await tenant(of: request, context.facts, visitor)
            return try await scope(of: tenant, visitor, request, context, isCounted: true)
        }
    }

    /// Remembers which company a request is about whose body is still to come; what is wrong with
    /// it is told when it is there.
    func begin(_ request: Request, _ context: AppRequestContext) async {
        guard let visitor = context.visitor else { return }
        do {
            context.facts.begun = .success(try await meant(by: request, context.facts, visitor))
        } catch { context.facts.begun = .failure(error) }
    }

    /// What is found first in one of the companies that a visitor belongs to, whichever of them
    /// the request names.
    ///
    /// - Throws: `WebError.loginNeeded`, `.tooManyRequests`, what `find` and the lookups throw.
    func firstOwn<Found: Sendable>(
        of request: Request, _ context: AppRequestContext,
        _ find: (Scope) async throws -> Found?
    ) async throws -> Found? {
        let visitor = try context.loggedIn()
        for tenant in try await own(visitor) where !visitor.lockedTenants.contains(tenant.name) {
            guard let grant = visitor.memberships[tenant.name] else { continue }
            let own = Scope(
                tenant: tenant, actor: visitor.actor, grant: grant, origin: request.origin(context))
            guard let found = try await find(own) else { continue }
            // It counts as a request to that company.
            _ = try await scope(of: tenant, visitor, request, context)
            return found
        }
        return nil
    }

    private func scope(
        of tenant: Tenant, _ visitor: Visitor, _ request: Request, _ context: AppRequestContext,
        isCounted: Bool = false
    ) async throws -> Scope {
        guard let grant = visitor.memberships[tenant.name] else {
            throw TenancyError.notAccessible(tenant.name.text)
        }
        guard !visitor.lockedTenants.contains(tenant.name) else {
            throw WebError.secondFactorMissing
        }
        context.facts.tenant = tenant.name
        if !isCounted {
            try await limiter?.take(.tenant(tenant.name.text), for: context.facts)
        }
        return Scope(
            tenant: tenant, actor: visitor.actor, grant: grant, origin: request.origin(context))
    }

    /// Whether a host is a tenant's own name on the web; then requests to it are about that one.
    func isDomain(_ host: String, _ context: AppRequestContext) async throws -> Bool {
        guard let tenant = try await byDomain(host) else { return false }
        context.facts.domainTenant = tenant.name
        return true
    }

    func tenant(
        of request: Request, _ facts: RequestFacts, _ visitor: Visitor
    ) async throws -> Tenant {
        let tenant = try await meant(by: request, facts, visitor)
        if let begun = try facts.begun?.get(), begun.id != tenant.id {
            // Its sender belongs to others since it began.
            throw TenancyError.notAccessible(begun.name.text)
        }
        if let page = facts.pageTenant, page != tenant.id { throw WebError.pageOfAnother }
        return tenant
    }

    private func meant(
        by request: Request, _ facts: RequestFacts, _ visitor: Visitor
    ) async throws -> Tenant {
        if let name = try name(in: request, facts) {
            guard visitor.memberships[name] != nil, let tenant = try await lookup(name),
                tenant.status == .active
            else { throw TenancyError.notAccessible(name.text) }
            return tenant
        }
        // A choice that was taken away since counts as none.
        if let choice = TenantChoice(of: request, visitor),
            let tenant = try await lookup(choice.name), tenant.status == .active
        {
            return tenant
        }
        return try await onlyTenant(visitor)
    }

    /// The active tenants that a visitor belongs to, by name.
    package func own(_ visitor: Visitor) async throws -> [Tenant] {
        var own: [Tenant] = []
        for name in visitor.memberships.keys {
            if let tenant = try await lookup(name), tenant.status == .active { own.append(tenant) }
        }
        return own.count < 2 ? own : own.sorted { $0.name.text < $1.name.text }
    }

    private func onlyTenant(_ visitor: Visitor) async throws -> Tenant {
        let own = try await own(visitor)
        if own.isEmpty, try await !all().isEmpty { throw WebError.noMembership }
        guard own.count == 1 else { throw TenancyError.nameNeeded(count: own.count) }
        return own[0]
    }

    private func name(
        in request: Request, _ facts: RequestFacts
    ) throws(TenancyError) -> TenantName? {
        let header = request.headers[HeaderNames.tenant]
        let subdomain =
            facts.domainTenant?.text
            ?? request.head.authority.flatMap {
                HostName.tenantLabel($0, publicHost: publicHost)
            }
        if let header, let subdomain, header != subdomain { throw .notAccessible(header) }
        return try (header ?? subdomain).map { text throws(TenancyError) in try TenantName(text) }
    }
}
