import FoundationEssentials
import Hummingbird
import Identity
import Kernel
import Tenancy
import WebSupport

/// `POST /api/v1/tenants/` creates a company, `POST /api/v1/tenants/NAME/suspend/` and `resume/`
/// close it and open it again: for operators of the installation.
struct OperatorEndpoints: Sendable {
    private static let path = "/api/v1/tenants"
    private static let bodyBytesMax = 16 << 10

    private struct Created: Encodable {
        let id: String
        let name: String
        let status: String
        let currency: String
        let timeZone: String
        let locale: String
        /// With which the owner sets a password; null where it was sent to them, or they log in
        /// already.
        let invitation: String?

        init(_ tenant: Tenant, invitation: String?) {
            id = "\(tenant.id)"
            name = tenant.name.text
            status = tenant.status.rawValue
            currency = tenant.currency.code
            timeZone = tenant.timeZone.name
            locale = tenant.locale
            self.invitation = invitation
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(id, forKey: .id)
            try container.encode(name, forKey: .name)
            try container.encode(status, forKey: .status)
            try container.encode(currency, forKey: .currency)
            try container.encode(timeZone, forKey: .timeZone)
            try container.encode(locale, forKey: .locale)
            try container.encode(invitation, forKey: .invitation)
        }

        private enum CodingKeys: String, CodingKey {
            case id, name, status, currency, locale, invitation
            case timeZone = "time_zone"
        }
    }

    let operators: OperatorService
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        routes.post(Self.path, bodyBytesMax: Self.bodyBytesMax, create)
        routes.post("\(Self.path)/:name/suspend", bodyBytesMax: Self.bodyBytesMax) {
            request, context in
            let (scope, name) = try named(request, context)
            try await operators.suspend(scope, name)
            return Response(status: .noContent)
        }
        routes.post("\(Self.path)/:name/resume", bodyBytesMax: Self.bodyBytesMax) {
            request, context in
            let (scope, name) = try named(request, context)
            try await operators.resume(scope, name)
            return Response(status: .noContent)
        }
    }

    @Sendable
    private func create(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let scope = try proven(request, context)
        let draft = try await request.json(as: TenantDraft.self, context)
        let made = try await operators.create(
            scope, try draft.settings(), owner: try draft.owner.map { try EmailAddress($0) },
            at: environment.now())
        let invitation = made.owner.map {
            Invitation($0, origin: context.linkBase(for: request))
        }
        var response = try Response.json(Created(made.tenant, invitation: invitation?.link))
        response.status = .created
        return response
    }

    private func named(
        _ request: Request, _ context: AppRequestContext
    ) throws -> (InstallationScope, TenantName) {
        let scope = try proven(request, context)
        let text = context.parameters.get("name") ?? ""
        guard let name = try? TenantName(text) else { throw TenancyError.notAccessible(text) }
        return (scope, name)
    }

    private func proven(
        _ request: Request, _ context: AppRequestContext
    ) throws -> InstallationScope {
        let scope = try context.installationScope(request)
        try context.requireRecentProof(
            at: environment.now(), backTo: "\(TenantsPageHandler.path)/")
        return scope
    }
}
