import Identity
import Kernel
import Tenancy
import WebSupport

/// `/api/v1/invitations/`: who is invited into the company and has not answered yet.
struct InvitationOperations: Sendable {
    static let path = "/api/v1/invitations"
    private static let id = APIParameter<String>.path("id", "The invitation's id.", .id)
    private static let page = APIPage<PendingMember>(
        "InvitationPage", of: UserObjects.invitation)

    let invitations: InvitationService

    var all: [APIOperation] { [list, one, send, withdraw] }

    private var list: APIOperation {
        APIOperation.list(
            Self.path, "listInvitations", .administration,
            "Who is invited and has not answered yet", Self.page, .readMembers
        ) { call in
            let all = try await invitations.list(call.scope).sorted { $0.id < $1.id }
            return try call.page(of: all) { $0.id }
        }.with {
            $0.about = "Also those whose link has expired: it can be sent again."
        }
    }

    private var one: APIOperation {
        let object = UserObjects.invitation
        return APIOperation(
            .get, "\(Self.path)/:id", "getInvitation", .administration, "One invitation",
            answer: .object(object.schema)
        ) { call in
            let id = try Self.invitation(call)
            guard let found = try await invitations.list(call.scope).first(where: { $0.id == id })
            else { throw IdentityError.unknownInvitation }
            return .read(object.bytes(found))
        }.with {
            $0.permission = .readMembers
            $0.parameters = [Self.id.info]
            $0.problems = [IdentityError.unknownInvitation]
        }
    }

    private var send: APIOperation {
        let object = UserObjects.added
        return APIOperation(
            .post, "\(Self.path)/:id/send", "sendInvitation", .administration,
            "Sends an invitation again, with another link", answer: .object(object.schema)
        ) { call in
            try call.requireProof()
            let sent = try await invitations.sendAgain(
                call.scope, try Self.invitation(call), at: call.environment.now())
            return .done(object.bytes(.init(sent, call)))
        }.with {
            $0.about =
                "The link before it works no more. Each request makes another link, so that it takes"
                + " no key. " + UserOperations.proof
            $0.permission = .manageMembers
            $0.parameters = [Self.id.info]
            $0.problems = [
                IdentityError.unknownInvitation, WebError.confirmationNeeded(backTo: ""),
            ]
        }
    }

    private var withdraw: APIOperation {
        APIOperation(
            .delete, "\(Self.path)/:id", "withdrawInvitation", .administration,
            "Takes an invitation back", answer: .nothing
        ) { call in
            try call.requireProof()
            try await invitations.withdraw(call.scope, try Self.invitation(call))
            return .nothing
        }.with {
            $0.about =
                "There is nothing to do twice, so that it takes no key. " + UserOperations.proof
            $0.permission = .manageMembers
            $0.parameters = [Self.id.info]
            $0.problems = [
                IdentityError.unknownInvitation, WebError.confirmationNeeded(backTo: ""),
            ]
        }
    }

    /// - Throws: `IdentityError.unknownInvitation` for what is no id, too.
    private static func invitation(_ call: APICall) throws -> ID<PendingMember> {
        try call.id(id, orThrow: IdentityError.unknownInvitation)
    }
}
