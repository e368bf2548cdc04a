import Hummingbird
import Kernel
import Tenancy
import WebSupport

/// `/api/v1/tenants/`: the companies that whoever asks belongs to; `/api/v1/tenants/NAME/`: one of
/// them, which its owner may change (PATCH) or delete.
struct TenantEndpoints: Sendable {
    private static let path = "/api/v1/tenants"

    private struct Entry: Encodable {
        let id: String
        let name: String
        let status: String
        let currency: String
        let timeZone: String
        let locale: String
        let agingLimits: [Int]
        let fiscalYearStart: Int
        let domain: String?

        init(_ tenant: Tenant) {
            id = "\(tenant.id)"
            name = tenant.name.text
            status = tenant.status.rawValue
            currency = tenant.currency.code
            timeZone = tenant.timeZone.name
            locale = tenant.locale
            agingLimits = tenant.agingLimits
            fiscalYearStart = tenant.fiscalYearStart
            domain = tenant.domain
        }

        private enum CodingKeys: String, CodingKey {
            case id, name, status, currency, locale, domain
            case timeZone = "time_zone"
            case agingLimits = "aging_limits"
            case fiscalYearStart = "fiscal_year_start"
        }
    }

    private struct Page: Encodable {
        let items: [Entry]
    }

    private struct Changes: Decodable {
        var name: String?
        var currency: String?
        var timeZone: String?
        var locale: String?
        var agingLimits: [Int]?
        var fiscalYearStart: Int?

        private enum CodingKeys: String, CodingKey {
            case name, currency, locale
            case timeZone = "time_zone"
            case agingLimits = "aging_limits"
            case fiscalYearStart = "fiscal_year_start"
        }

        func changes() throws(TenancyError) -> TenantChanges {
            var changes = TenantChanges()
            if let name { changes.name = try TenantName(name) }
            if let currency {
                guard let known = Currency.find(currency) else { throw .unknownCurrency(currency) }
                changes.currency = known
            }
            if let timeZone {
                guard let zone = try? TimeZoneName(timeZone) else {
                    throw .unknownTimeZone(timeZone)
                }
                changes.timeZone = zone
            }
            changes.locale = locale
            changes.agingLimits = agingLimits
            changes.fiscalYearStart = fiscalYearStart
            return changes
        }
    }

    private struct Deletion: Decodable {
        /// The company's name.
        let confirm: String
    }

    let tenants: TenantService
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        routes.get(Self.path) { _, context in
            let own = try await environment.tenants.own(try context.loggedIn())
            return try .json(Page(items: own.map(Entry.init)))
        }
        routes.get("\(Self.path)/:name") { request, context in
            try .json(Entry(try await scope(request, context).tenant))
        }
        routes.patch("\(Self.path)/:name") { request, context in
            let scope = try await scope(request, context)
            try scope.require(.manageTenant)
            let changes = try await request.json(as: Changes.self, context).changes()
            if let name = changes.name, name != scope.tenant.name {
                try context.requireRecentProof(at: environment.now(), backTo: "/admin/company/")
            }
            return try .json(Entry(try await tenants.change(scope, changes)))
        }
        routes.delete("\(Self.path)/:name") { request, context in
            let scope = try await scope(request, context)
            try scope.require(.manageTenant)
            try context.requireRecentProof(at: environment.now(), backTo: "/admin/company/")
            // What cannot be taken back by its author names what it is about.
            let deletion = try await request.json(as: Deletion.self, context)
            guard deletion.confirm == scope.tenant.name.text else {
                throw TenancyError.notConfirmed(scope.tenant.name.text)
            }
            try await tenants.delete(scope, at: environment.now())
            return Response(status: .noContent)
        }
    }

    private func scope(
        _ request: Request, _ context: AppRequestContext
    ) async throws -> Scope {
        try await environment.tenants.scope(
            of: request, context, named: context.parameters.get("name") ?? "")
    }
}
