import Hummingbird
import Identity
import Kernel
import Tenancy
import WebSupport

/// `POST /api/v1/tenants/` creates a company, `POST /api/v1/tenants/NAME/suspend/` and `resume/`
/// close it and open it again: for operators of the installation.
struct OperatorEndpoints: Sendable {
    private static let path = TenantEndpoints.path
    private static let bodyBytesMax = 16 << 10

    let operators: OperatorService
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        let suspend = act("suspend", "suspendTenant", "Closes a company until it is opened again") {
            try await operators.suspend($0, $1)
        }
        let resume = act("resume", "resumeTenant", "Opens a company again") {
            try await operators.resume($0, $1)
        }
        for operation in [create, suspend, resume] { routes.add(operation, environment) }
    }

    private var create: APIOperation {
        let object = TenantObjects.created
        return APIOperation(
            plain: .post, Self.path, "createTenant", .administration, "Creates a company",
            answer: .created(object.schema)
        ) { request, context in
            let scope = try context.provenOperator(request, environment)
            let draft = try await request.input(as: TenantInput.self, context).draft
            let made = try await operators.create(
                scope, try draft.settings(), owner: try draft.owner.map { try EmailAddress($0) },
                at: environment.now())
            let invitation = made.owner.map {
                Invitation($0, origin: context.linkBase(for: request))
            }
            var response = Response.json(
                object.bytes(.init(tenant: made.tenant, invitation: invitation?.link)))
            response.status = .created
            response.headers[.location] = "\(Self.path)/\(made.tenant.name)/"
            return response
        }.with {
            $0.about =
                "For operators of the installation. No two companies have the same name, so that"
                + " it takes no key."
            $0.needsTenant = false
            $0.input = TenantInput.schema
            $0.example = """
                {"name": "northwind", "currency": "EUR", "time_zone": "Europe/Berlin",
                 "locale": "de-DE", "owner": "ann@example.com"}
                """
            $0.bodyBytesMax = Self.bodyBytesMax
            $0.problems =
                Self.problems + [
                    TenancyError.nameTaken(""), TenancyError.cannotCreateRoles,
                    IdentityError.invalidEmail(""), TenancyError.invalidName(""),
                    TenancyError.unknownTimeZone(""), TenancyError.invalidLocale(""),
                ]
            $0.member = TenantMembers.member
        }
    }

    private func act(
        _ word: String, _ name: String, _ summary: String,
        _ work: @escaping @Sendable (InstallationScope, TenantName) async throws -> Void
    ) -> APIOperation {
        APIOperation(
            plain: .post, "\(Self.path)/:name/\(word)", name, .administration, summary,
            answer: .nothing
        ) { request, context in
            let scope = try context.provenOperator(request, environment)
            try await work(scope, try context.namedTenant())
            return Response(status: .noContent)
        }.with {
            $0.about = "For operators of the installation. Done twice it is as if done once."
            $0.needsTenant = false
            $0.parameters = [TenantEndpoints.name.info]
            $0.bodyBytesMax = Self.bodyBytesMax
            $0.problems = Self.problems + [TenancyError.notAccessible("")]
        }
    }

    private static let problems: [any DomainError] = [
        TenancyError.operatorNeeded, WebError.confirmationNeeded(backTo: ""),
    ]
}
