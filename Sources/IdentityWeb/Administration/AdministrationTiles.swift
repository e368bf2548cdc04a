import Identity
import Kernel
import Tenancy
import WebSupport

/// Looks at everything that a member may look after, for a line about each.
struct AdministrationTiles: Sendable {
    typealias Tile = AdministrationPage.Tile

    let parts: Administration
    let scope: Scope
    let now: Instant

    /// - Parameter installation: nil for who is no operator.
    func all(_ installation: InstallationScope?) async throws -> [Tile] {
        var tiles: [Tile] = []
        if may(.readMembers) { tiles.append(try await people()) }
        tiles.append(
            Tile("Roles", "/admin/roles/", "What each of \(Role.allCases.count) roles may do."))
        if may(.manageSecurity) { tiles += try await security() }
        if may(.manageKeys) { tiles.append(try await keys()) }
        if may(.manageWebhooks) { tiles.append(try await webhooks()) }
        if may(.manageTenant) { tiles.append(company()) }
        if may(.readAudit) { tiles.append(try await audit()) }
        if may(.importData), scope.portfolio == nil { tiles.append(try await imports()) }
        if may(.manageSecurity) || installation != nil {
            tiles += [try await jobs(), try await health()]
        }
        if let installation { tiles.append(try await companies(installation)) }
        return tiles
    }

    private func may(_ permission: Permission) -> Bool { scope.permissions.contains(permission) }

    private func time(_ instant: Instant) -> String {
        LocalTime(scope.tenant).minute(instant)
    }

    private static func count(_ count: Int, _ one: String, _ many: String) -> String {
        count == 0 ? "No \(one)" : "\(count) \(count == 1 ? one : many)"
    }

    private func people() async throws -> Tile {
        let members = try await parts.members.list(scope)
        let waiting = members.count { !$0.hasPassword }
        let last = members.max { $0.since < $1.since }
        return Tile(
            "People", "\(MembersPageHandler.path)/",
            Self.count(members.count, "person", "people")
                + (last == nil ? "." : ", the last since"),
            at: last.map { LocalTime(scope.tenant).day($0.since) },
            warning: waiting == 0 ? nil : "\(waiting) without a password yet")
    }

    private func security() async throws -> [Tile] {
        let members = try await parts.security.sessions(scope, at: now)
        let sessions = members.flatMap(\.sessions)
        let last = sessions.map(\.lastSeenAt).max()
        let asked = try await parts.security.secondFactorRoles(scope)
        let names = Role.allCases.filter(asked.contains).map(\.rawValue).joined(separator: ", ")
        let missing = members.count { member in
            !member.hasSecondFactor && member.role.map(asked.contains) == true
        }
        let provider = try await parts.signOn.find(scope)
        return [
            Tile(
                "Sessions", "/admin/sessions/",
                Self.count(sessions.count, "session", "sessions")
                    + (last == nil ? "." : ", the last used"), at: last.map(time)),
            Tile(
                "Security", "/admin/security/",
                asked.isEmpty
                    ? "A second factor is asked of nobody."
                    : "A second factor is asked of: \(names).",
                warning: missing == 0 ? nil : "\(missing) still without"),
            Tile(
                "Single sign-on", "/admin/sso/",
                provider.map { "People log in at \($0.issuer)." } ?? "Not set up.",
                warning: provider?.domains.isEmpty == true ? "no domain is verified" : nil),
        ]
    }

    private func keys() async throws -> Tile {
        let keys = try await parts.keys.list(scope)
        let last = keys.compactMap(\.lastUsedAt).max()
        let over = keys.count { $0.expiresAt <= now }
        return Tile(
            "Keys", "\(KeysPageHandler.path)/",
            Self.count(keys.count, "program has a key", "programs have keys")
                + (last == nil ? "." : ", the last used"), at: last.map(time),
            warning: over == 0 ? nil : "\(over) over")
    }

    private func webhooks() async throws -> Tile {
        let found = try await parts.webhooks(scope)
        return Tile(
            "Webhooks", "/admin/webhooks/",
            Self.count(found.count, "program is told", "programs are told") + " of what happens.",
            warning: found.paused == 0 ? nil : "\(found.paused) paused")
    }

    private func company() -> Tile {
        let tenant = scope.tenant
        return Tile(
            "Company", "\(CompanyPageHandler.path)/",
            "\(tenant.currency.code), \(tenant.timeZone.name), \(tenant.locale); aging by"
                + " \(tenant.agingLimits.map(String.init).joined(separator: ", ")) days.")
    }

    private func audit() async throws -> Tile {
        let last = try await parts.audit.list(scope, limit: 1).entries.first
        return Tile(
            "Audit", "/admin/audit/",
            last.map { "Last: \($0.actor) \($0.phrase)," } ?? "No record yet.",
            at: last.map { time($0.at) })
    }

    private func imports() async throws -> Tile {
        let found = try await parts.imports(scope)
        return Tile(
            "Imports", "/import/",
            Self.count(found.count, "import", "imports")
                + (found.last.map { ", the last of \($0.file)," } ?? "."),
            at: found.last.map { time($0.at) })
    }

    private func jobs() async throws -> Tile {
        let jobs = try await parts.jobs(scope)
        let failing = jobs.filter(\.isFailing).map(\.title)
        let last = jobs.compactMap(\.endedAt).max()
        return Tile(
            "Jobs", "/admin/jobs/",
            Self.count(jobs.count, "schedule", "schedules")
                + (last == nil ? "." : ", the last ended"), at: last.map(time),
            warning: failing.isEmpty ? nil : "failed: \(failing.joined(separator: ", "))")
    }

    private func health() async throws -> Tile {
        let latency = await parts.health.databaseLatency()
        return Tile(
            "Health", "\(AdministrationHandler.healthPath)/",
            latency.map { "The database answers in \(HealthRows.milliseconds($0)) ms." }
                ?? "The database does not answer.",
            warning: latency == nil ? "not well" : nil)
    }

    private func companies(_ installation: InstallationScope) async throws -> Tile {
        let count = try await parts.operators.count(installation)
        return Tile(
            "Companies of this installation", "\(TenantsPageHandler.path)/",
            Self.count(count.all, "company", "companies") + ", \(count.open) open.")
    }
}
