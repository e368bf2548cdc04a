import Hummingbird
import Identity
import Tenancy
import WebSupport

/// `GET /api/v1/users/me/`, who asks; `GET /api/v1/users/`, who belongs to the tenant.
struct UserEndpoints: Sendable {
    private static let pageMax = 500
    private static let pageStandard = 100

    private struct Me: Encodable {
        /// `person`, or `key` for a program's key.
        let kind: String
        let id: String
        /// Left out for a key.
        let email: String?
        let name: String
        let memberships: [Membership]
    }

    private struct Membership: Encodable {
        let tenant: String
        let permissions: [String]
        /// The groups of customers that they see; left out for all.
        let portfolio: [String]?
    }

    private struct Entry: Encodable {
        let id: String
        let email: String
        let name: String
        let role: String?
        /// The groups of customers that they see; left out for all.
        let portfolio: [String]?
        let canLogIn: Bool

        init(_ member: Member) {
            id = "\(member.user.id)"
            email = member.user.email
            name = member.user.name
            role = member.role?.rawValue
            portfolio = member.portfolio?.groups.sorted().map(String.init)
            canLogIn = member.hasPassword
        }

        private enum CodingKeys: String, CodingKey {
            case id, email, name, role, portfolio
            case canLogIn = "has_password"
        }
    }

    private struct Page: Encodable {
        let items: [Entry]
        /// The `after` of the next page; null on the last one.
        let next: String?

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(items, forKey: .items)
            try container.encode(next, forKey: .next)
        }

        private enum CodingKeys: String, CodingKey {
            case items, next
        }
    }

    let members: MemberService
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        routes.get("/api/v1/users/me", me)
        routes.get("/api/v1/users", list)
    }

    @Sendable
    private func me(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let visitor = try context.loggedIn()
        let (kind, id, email): (String, Int64, String?) =
            switch visitor.actor {
            case .person(let id, let email): ("person", id, email)
            case .program(let id, _): ("key", id, nil)
            case .commandLine, .localVisitor, .system, .nobody: throw WebError.loginNeeded
            }
        let memberships = visitor.memberships.map { tenant, grant in
            Membership(
                tenant: tenant.text, permissions: grant.permissions.map(\.rawValue).sorted(),
                portfolio: grant.portfolio?.groups.sorted().map(String.init))
        }
        return try .json(
            Me(
                kind: kind, id: "\(id)", email: email, name: visitor.name,
                memberships: memberships.sorted { $0.tenant < $1.tenant }))
    }

    @Sendable
    private func list(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let scope = try await environment.tenants.scope(of: request, context)
        let query = try QueryParameters(request)
        try query.allowOnly(["limit", "after"])
        let limit = try query.integer("limit", in: 1...Self.pageMax) ?? Self.pageStandard
        let after = try query.text("after")
        let rest = try await members.list(scope).filter { member in
            after.map { member.user.email > $0 } ?? true
        }
        let items = rest.prefix(limit).map(Entry.init)
        return try .json(
            Page(items: items, next: rest.count > limit ? items.last?.email : nil))
    }
}
