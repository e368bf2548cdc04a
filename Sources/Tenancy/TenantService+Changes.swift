package import Kernel
import PostgresClient

/// What a tenant's owner does with it as a whole.
extension TenantService {
    /// How long a tenant that was deleted can be brought back.
    package static let graceDays = 30

    /// Changes what a tenant is called and how it counts.
    ///
    /// - Parameter check: is given the tenant as it is once nobody else can change it.
    /// - Throws: `TenancyError.notPermitted`, `.nameTaken`, `.currencyFixed`, `.invalidLimits`,
    ///   `.invalidLocale`; what `check` throws.
    package func change(
        _ scope: Scope, _ changes: TenantChanges,
        check: @escaping @Sendable (Tenant) throws -> Void = { _ in }
    ) async throws -> Tenant {
        try scope.require(.manageTenant)
        try Self.check(changes)
        defer { directory.invalidate() }
        do {
            return try await installation.owner.transaction { connection in
                let before = try Self.locked(scope.tenant.id, on: connection)
                try check(before)
                if let currency = changes.currency, currency != before.currency {
                    throw TenancyError.currencyFixed(before.currency.code)
                }
                let after = try Self.update(before.id, changes, on: connection)
                let event = AuditEvent(
                    .tenantChanged, AuditObject(.tenant, before.id),
                    before: Self.details(of: before, against: after),
                    after: Self.details(of: after, against: before))
                if !event.after.values.isEmpty {
                    let source = AuditSource(scope.actor, from: scope.origin)
                    try connection.execute(event.record(source, of: before.id))
                }
                return after
            }
        } catch let error as PostgresError {
            if case .uniqueViolation(let report) = error, report.table == "tenants" {
                throw TenancyError.nameTaken(changes.name?.text ?? "")
            }
            throw error
        }
    }

    /// Closes a tenant to everybody; its rows stay until the days of grace are over.
    ///
    /// - Parameter check: is given the tenant as it is once nobody else can change it.
    /// - Throws: `TenancyError.notPermitted`; what `check` throws.
    package func delete(
        _ scope: Scope, at now: Instant,
        check: @escaping @Sendable (Tenant) throws -> Void = { _ in }
    ) async throws {
        try scope.require(.manageTenant)
        defer { directory.invalidate() }
        let end = now.adding(.seconds(Self.graceDays * 86_400))
        try await installation.owner.transaction { connection in
            let tenant = try Self.locked(scope.tenant.id, on: connection)
            try check(tenant)
            let update: Query = """
                UPDATE public.tenants SET status = 'deleting', delete_after = \(end)
                WHERE id = \(tenant.id) AND status <> 'deleting'
                """
            guard try connection.execute(update) == 1 else { return }
            let event = AuditEvent(
                .tenantDeleted, AuditObject(.tenant, tenant.id),
                before: ["status": .text(tenant.status.rawValue)],
                after: ["status": "deleting", "rows_go_after": .text("\(end)")])
            let source = AuditSource(scope.actor, from: scope.origin)
            try connection.execute(event.record(source, of: tenant.id))
        }
    }

    private static func check(_ changes: TenantChanges) throws(TenancyError) {
        if let locale = changes.locale, !TenantChanges.isLocale(locale) {
            throw .invalidLocale(locale)
        }
        if let limits = changes.agingLimits {
            let isRising = zip(limits, limits.dropFirst()).allSatisfy { $0 < $1 }
            guard isRising, limits.first.map({ $0 >= 1 }) == true, limits.count <= 20,
                limits.allSatisfy({ $0 <= 36_500 })
            else { throw .invalidLimits }
        }
        if let month = changes.fiscalYearStart, !(1...12).contains(month) { throw .invalidMonth }
    }

    static func locked(
        _ id: ID<Tenant>, on connection: isolated PostgresConnection
    ) throws -> Tenant {
        let question: Query = """
            SELECT \(fragment: Tenant.columns) FROM public.tenants WHERE id = \(id) FOR UPDATE
            """
        guard let row = try connection.query(question).first else {
            throw TenancyError.notAccessible("")
        }
        return try Tenant(row: row)
    }

    private static func update(
        _ id: ID<Tenant>, _ changes: TenantChanges, on connection: isolated PostgresConnection
    ) throws -> Tenant {
        let update: Query = """
            UPDATE public.tenants SET name = coalesce(\(changes.name?.text), name),
                time_zone = coalesce(\(changes.timeZone?.name), time_zone),
                locale = coalesce(\(changes.locale), locale),
                aging_limits = coalesce(\(changes.agingLimits?.map(Int32.init))::integer[],
                    aging_limits),
                fiscal_year_start = coalesce(\(changes.fiscalYearStart.map(Int32.init))::integer,
                    fiscal_year_start)
            WHERE id = \(id) RETURNING \(fragment: Tenant.columns)
            """
        return try Tenant(row: connection.query(update).single())
    }

    /// The facts in which one differs from the other.
    private static func details(of tenant: Tenant, against other: Tenant) -> AuditDetails {
        let (own, others) = (facts(of: tenant), facts(of: other))
        return AuditDetails(own.filter { others[$0.key] != $0.value })
    }

    private static func facts(of tenant: Tenant) -> [String: AuditValue] {
        [
            "name": .text(tenant.name.text), "time_zone": .text(tenant.timeZone.name),
            "locale": .text(tenant.locale),
            "aging_limits": .list(tenant.agingLimits.map { .number(Int64($0)) }),
            "fiscal_year_start": .number(Int64(tenant.fiscalYearStart)),
        ]
    }
}
