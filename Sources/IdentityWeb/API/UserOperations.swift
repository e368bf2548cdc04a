import Identity
import Kernel
import Tenancy
import WebSupport

/// `/api/v1/users/`: who belongs to the company; takes people in and out and changes what they are.
struct UserOperations: Sendable {
    static let path = "/api/v1/users"
    private static let id = APIParameter<String>.path("id", "Theirs.", .id)
    private static let page = APIPage<Member>("UserPage", of: UserObjects.user)
    static let proof =
        "Log in anew where that was more than ten minutes ago; programs with a key cannot."

    let members: MemberService
    let groups: MembersFeature.Groups
    let once: OnceService

    var all: [APIOperation] { [list, create, one, change, remove] }

    private var list: APIOperation {
        APIOperation.list(
            Self.path, "listUsers", .administration, "Who belongs to the company", Self.page,
            .readMembers
        ) { call in
            let after = try call.place()
            guard after?.contains("@") != false else { throw QueryError.foreignCursor }
            let all = try await members.list(call.scope)
            return try call.page(of: all, after: after) { $0.user.email }
        }.with {
            $0.about = "By address."
        }
    }

    private var create: APIOperation {
        let object = UserObjects.added
        return APIOperation(
            .post, Self.path, "addUser", .administration, "Takes somebody into the company",
            answer: .created(object.schema)
        ) { call in
            try call.requireProof()
            let input = try call.input(UserInput.self)
            let added = try await members.add(
                call.scope, input.email, name: input.name, role: input.role,
                portfolio: try await portfolio(input.portfolio, call.scope),
                at: call.environment.now())
            return .created(
                object.bytes(.init(added, call)),
                path: added.pending.map { "\(InvitationOperations.path)/\($0)/" }
                    ?? "\(Self.path)/\(added.user.id)/")
        }.with {
            $0.about =
                "Who has no account gets one, and is a member at once. Who has one is invited, and"
                + " is a member once they accept. Nobody is added twice, so that it takes no key. "
                + Self.proof
            $0.permission = .manageMembers
            $0.input = UserInput.schema
            $0.example =
                #"{"email": "ann@example.com", "name": "Ann", "role": "accountant"}"#
            $0.problems =
                Self.problems + [
                    IdentityError.invalidEmail(""), IdentityError.memberExists(""),
                    IdentityError.invitedAlready(""),
                ]
            $0.member = UserMembers.member
        }
    }

    private var one: APIOperation {
        let object = UserObjects.user
        return APIOperation(
            .get, "\(Self.path)/:id", "getUser", .administration, "Somebody of the company",
            answer: .object(object.schema)
        ) { call in
            let found = try await member(call)
            return .readWithState(
                object.bytes(found),
                state: UserObjects.standing.bytes(
                    .init(role: found.role, portfolio: found.portfolio)))
        }.with {
            $0.permission = .readMembers
            $0.parameters = [Self.id.info]
            $0.problems = [IdentityError.notMember]
        }
    }

    private var change: APIOperation {
        let object = UserObjects.user
        return APIOperation(
            .patch, "\(Self.path)/:id", "changeUser", .administration,
            "Changes what somebody is in the company", answer: .object(object.schema)
        ) { call in
            try call.requireProof()
            let user = try Self.user(call)
            let patch = try call.input(UserPatch.self)
            var changes = MemberChanges(role: patch.role)
            switch patch.portfolio {
            case .keep: break
            case .clear: changes.portfolio = .some(nil)
            case .set(let ids):
                changes.portfolio = .some(try await portfolio(ids, call.scope))
            }
            let wanted = changes
            return .once(
                try await once.performOutside(call.scope, try call.once()) {
                    try await members.change(call.scope, user, wanted) { try call.check($0, $1) }
                    return OnceAnswer(status: 200, body: object.bytes(try await member(call)))
                })
        }.with {
            $0.about =
                "What is left out stays as it is; role and portfolio change in one step. "
                + Self.proof
            $0.permission = .manageMembers
            $0.parameters = [Self.id.info]
            $0.input = UserPatch.schema
            $0.example = #"{"role": "collector"}"#
            $0.isOnce = true
            $0.checksMatch = true
            $0.problems =
                Self.problems + [
                    IdentityError.notMember, IdentityError.lastOwner,
                    IdentityError.ownPasswordOfMemberNeeded,
                ]
            $0.member = UserMembers.member
        }
    }

    private var remove: APIOperation {
        APIOperation(
            .delete, "\(Self.path)/:id", "removeUser", .administration,
            "Takes somebody out of the company", answer: .nothing
        ) { call in
            try call.requireProof()
            let user = try Self.user(call)
            return .once(
                try await once.performOutside(call.scope, try call.once()) {
                    try await members.remove(call.scope, user) { try call.check($0, $1) }
                    return OnceAnswer(status: 204)
                })
        }.with {
            $0.about =
                "What they did stays as it is; the keys that they made end. " + Self.proof
            $0.permission = .manageMembers
            $0.parameters = [Self.id.info]
            $0.isOnce = true
            $0.checksMatch = true
            $0.problems = [
                IdentityError.notMember, IdentityError.lastOwner,
                WebError.confirmationNeeded(backTo: ""),
            ]
        }
    }

    private static let problems: [any DomainError] = [
        IdentityError.roleSeesAll(.owner), IdentityError.unknownGroup,
        WebError.confirmationNeeded(backTo: ""),
    ]

    /// - Throws: `IdentityError.unknownGroup` for one that is not there.
    private func portfolio(
        _ ids: [ID<PortfolioGroup>]?, _ scope: Scope
    ) async throws -> Portfolio? {
        guard let ids else { return nil }
        let wanted = Set(ids.map(\.rawValue))
        guard wanted.isSubset(of: try await groups(scope).map(\.id)) else {
            throw IdentityError.unknownGroup
        }
        return Portfolio(groups: wanted)
    }

    private func member(_ call: APICall) async throws -> Member {
        let id = try Self.user(call)
        guard let member = try await members.list(call.scope).first(where: { $0.user.id == id })
        else { throw IdentityError.notMember }
        return member
    }

    /// - Throws: `IdentityError.notMember` for what is no id, too.
    private static func user(_ call: APICall) throws -> ID<User> {
        try call.id(id, orThrow: IdentityError.notMember)
    }
}

extension UserObjects.Added {
    init(_ added: NewUser, _ call: APICall) {
        self.init(
            added: added,
            invitation: Invitation(added, origin: call.context.linkBase(for: call.request)))
    }
}

extension APICall {
    /// As the pages ask for it before the same acts.
    func requireProof() throws {
        try context.requireRecentProof(
            at: environment.now(), backTo: "\(MembersPageHandler.path)/")
    }

    /// Whether the sender has seen what somebody is.
    func check(_ role: Role?, _ portfolio: Portfolio?) throws {
        try checkMatch(
            state: UserObjects.standing.bytes(.init(role: role, portfolio: portfolio)))
    }
}
