import Hummingbird
import Identity
import Tenancy
import WebSupport

/// `GET /api/v1/users/me/`: who asks.
struct MeEndpoint: Sendable {
    private static let permissions = APISchema.list(
        of: .words(Permission.allCases.map(\.rawValue)))

    private struct Me: Sendable {
        let kind: String
        let id: String
        let email: String?
        let name: String
        let memberships: [(tenant: String, grant: Grant)]
    }

    private static let membership = APIObject<(tenant: String, grant: Grant)>(
        "Membership", "A company that somebody belongs to.",
        [
            .text("tenant", "The company's name.", .text(1...40, example: "acme")) { $0.tenant },
            APIField("permissions", "What they may do there.", permissions) { membership, json in
                json.beginArray()
                for permission in membership.grant.permissions.map(\.rawValue).sorted() {
                    json.string(permission)
                }
                json.endArray()
            },
            UserMembers.portfolio { $0.grant.portfolio },
        ])

    private static let me = APIObject<Me>(
        "Me", "Who asks.",
        [
            .text("kind", "A person, or a program with a key.", .words(["person", "key"])) {
                $0.kind
            },
            .text("id", "Of the person, or of the key.", .id) { $0.id },
            .optionalText(
                "email", "null for a key.", .text(1...320, example: "ann@example.com")
            ) { $0.email },
            .text("name", "The person's, or the key's.", .text(0...1_000, example: "Ann")) {
                $0.name
            },
            .list("memberships", "The companies that they belong to.", membership) {
                $0.memberships
            },
        ])

    let environment: WebEnvironment

    func add(to routes: inout RouteTable) { routes.add(asker, environment) }

    private var asker: APIOperation {
        APIOperation(
            plain: .get, "/api/v1/users/me", "getMe", .administration, "Who asks",
            answer: .object(Self.me.schema)
        ) { _, context in
            let visitor = try context.loggedIn()
            let (kind, id, email): (String, Int64, String?) =
                switch visitor.actor {
                case .person(let id, let email): ("person", id, email)
                case .program(let id, _): ("key", id, nil)
                case .commandLine, .localVisitor, .system, .nobody: throw WebError.loginNeeded
                }
            let memberships = visitor.memberships.map { (tenant: $0.key.text, grant: $0.value) }
            return .json(
                Self.me.bytes(
                    Me(
                        kind: kind, id: "\(id)", email: email, name: visitor.name,
                        memberships: memberships.sorted { $0.tenant < $1.tenant })))
        }.with { $0.needsTenant = false }
    }
}
