import Foundation
import Kernel
import PostgresClient
import Tenancy
import Testing

@testable import App
@testable import Identity

extension AccessSite {
    /// What a program sends as its bearer: a key, or an access token of a new session; nil for
    /// nobody.
    func bearer(_ caller: Caller) async throws -> String? {
        if caller.isKey { return try await key(of: caller) }
        guard let email = caller.email, let token = try await logIn(caller) else { return nil }
        let user = try #require(try await services.sessions.find(token, at: .now())).user
        let own = try await services.sessions.list(of: user.id, current: token, at: .now())
        let session = try #require(own.first { $0.isCurrent }).id
        let tenant: ID<Tenant>? =
            switch caller {
            case .named: scope.tenant.id
            case .elsewhere: try await services.directory.resolve("other").id
            default: nil
            }
        try await owner.execute(
            "UPDATE public.sessions SET tenant_id = \(tenant) WHERE id = \(session)")
        #expect(user.email == email)
        return try await AccessTokens(secret: try TokenKey.load(in: directory))
            .sign(session: session, of: user.id, for: tenant, at: .now())
    }

    /// A key of our tenant, for all customers.
    func key(with permissions: Set<Permission>) async throws -> String {
        try await services.keys.create(
            adminScope, name: "program", permissions: permissions, days: 1, at: .now()
        ).secret.text
    }

    private func key(of caller: Caller) async throws -> String {
        let isForeign = caller == .foreignKey || caller == .intruderKey
        let tenant = isForeign ? try await services.directory.resolve("other") : scope.tenant
        let maker = Scope.unrestricted(tenant, actor: .commandLine)
        let group: String? =
            switch caller {
            case .apartKey: "others"
            case .withinKey: "ours"
            default: nil
            }
        var portfolio: Portfolio?
        if let group { portfolio = try await services.groups.portfolio(maker, of: [group]) }
        let all = KeyService.scopes(of: maker)
        return try await services.keys.create(
            maker, name: caller.rawValue,
            permissions: caller == .reader
                ? [.readReceivables]
                : portfolio == nil ? all : all.intersection(Portfolio.permissionsMax),
            portfolio: portfolio, days: 1, at: .now()
        ).secret.text
    }
}
