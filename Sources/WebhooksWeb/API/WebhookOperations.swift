import Kernel
import Tenancy
import WebSupport
import Webhooks

/// The operations on endpoints: which there are, and what is made of them.
struct WebhookOperations: Sendable {
    static let path = "/api/v1/webhooks"
    static let id = APIParameter<String>.path("id", "The webhook's id.", .id)
    private static let page = APIPage("WebhookPage", of: WebhookObjects.endpoint)
    private static let problems: [any DomainError] = [
        WebhookError.url, WebhookError.urlNotAllowed(host: ""), WebhookError.description,
        WebError.confirmationNeeded(backTo: ""),
    ]

    let webhooks: WebhookService
    let once: OnceService

    var all: [APIOperation] { [list, create, one, change, remove] }

    private var list: APIOperation {
        APIOperation.list(
            Self.path, "listWebhooks", .automation, "Lists webhooks", Self.page, .manageWebhooks
        ) { call in
            let all = try await webhooks.list(call.scope)
            return try call.page(of: all) { $0.id }
        }.with {
            $0.about = "A company has at most \(WebhookService.endpointsMax)."
        }
    }

    private var create: APIOperation {
        let object = WebhookObjects.secret
        return APIOperation(
            .post, Self.path, "createWebhook", .automation, "Adds a webhook",
            answer: .created(object.schema)
        ) { call in
            try call.requireRecentProof()
            let draft = try call.input(WebhookInput.self).draft()
            try await webhooks.check(call.scope, draft)
            let webhooks = webhooks
            return try await secret(call) { connection in
                let made = try webhooks.create(call.scope, draft, on: connection)
                let path = "\(Self.path)/\(made.endpoint.id)/"
                return (201, .init(endpoint: made.endpoint, secret: made.secret), path)
            }
        }.with {
            $0.about =
                "The secret is in the answer and nowhere else. Log in anew where that was more than"
                + " ten minutes ago."
            $0.permission = .manageWebhooks
            $0.input = WebhookInput.schema
            $0.example = Self.example
            $0.isOnce = true
            $0.problems =
                Self.problems + [WebhookError.tooMany(WebhookService.endpointsMax)]
            $0.member = Self.member
        }
    }

    private var one: APIOperation {
        let object = WebhookObjects.endpoint
        return APIOperation(
            .get, "\(Self.path)/:id", "getWebhook", .automation, "One webhook",
            answer: .object(object.schema)
        ) { call in
            let found = try await webhooks.find(call.scope, try Self.webhook(call))
            return .readWithState(
                object.bytes(found), state: WebhookObjects.state.bytes(found))
        }.with {
            $0.permission = .manageWebhooks
            $0.parameters = [Self.id.info]
            $0.problems = [WebhookError.unknown]
        }
    }

    private var change: APIOperation {
        let object = WebhookObjects.endpoint
        return APIOperation(
            .patch, "\(Self.path)/:id", "changeWebhook", .automation, "Changes a webhook",
            answer: .object(object.schema)
        ) { call in
            let id = try Self.webhook(call)
            let known = try await webhooks.find(call.scope, id)
            try call.requireRecentProof()
            let patch = try call.input(WebhookPatch.self)
            if patch.url != nil {
                try await webhooks.check(call.scope, try patch.draft(of: known))
            }
            let webhooks = webhooks
            return .once(
                try await once.performShared(call.scope, try call.once()) { connection in
                    let found = try webhooks.lock(call.scope, id, on: connection)
                    try call.checkMatch(state: WebhookObjects.state.bytes(found))
                    try webhooks.change(
                        call.scope, id, try patch.draft(of: found), on: connection)
                    let left = try webhooks.lock(call.scope, id, on: connection)
                    return OnceAnswer(status: 200, body: object.bytes(left))
                })
        }.with {
            $0.about =
                "What is left out stays as it is. Log in anew where that was more than ten minutes"
                + " ago."
            $0.permission = .manageWebhooks
            $0.parameters = [Self.id.info]
            $0.input = WebhookPatch.schema
            $0.example = #"{"events": ["invoice.paid", "invoice.voided"]}"#
            $0.isOnce = true
            $0.checksMatch = true
            $0.problems = Self.problems + [WebhookError.unknown, WebhookError.types]
            $0.member = Self.member
        }
    }

    private var remove: APIOperation {
        APIOperation(
            .delete, "\(Self.path)/:id", "removeWebhook", .automation,
            "Removes a webhook and all that was or was to be sent to it", answer: .nothing
        ) { call in
            let id = try Self.webhook(call)
            let webhooks = webhooks
            return .once(
                try await once.performShared(call.scope, try call.once()) { connection in
                    let found = try webhooks.lock(call.scope, id, on: connection)
                    try call.checkMatch(state: WebhookObjects.state.bytes(found))
                    try webhooks.remove(call.scope, id, on: connection)
                    return OnceAnswer(status: 204)
                })
        }.with {
            $0.permission = .manageWebhooks
            $0.parameters = [Self.id.info]
            $0.isOnce = true
            $0.checksMatch = true
            $0.problems = [WebhookError.unknown]
        }
    }

    /// The member that an error is about.
    @Sendable
    private static func member(_ error: any DomainError) -> String? {
        switch error as? WebhookError {
        case .url, .urlNotAllowed: WebhookMembers.url.name
        case .description: WebhookMembers.description.name
        case .types: WebhookMembers.events.name
        default: nil
        }
    }

    private static let example = """
        {"url": "https://example.com/countinghouse", "description": "Our ERP",
         "events": ["invoice.created", "invoice.paid"]}
        """

    /// Does what shows a secret: the answer is kept encrypted for whoever sends the request again.
    ///
    /// - Parameter work: returns the status, what was made and where it is.
    func secret(
        _ call: APICall,
        _ work:
            @escaping @Sendable (isolated TenantConnection) throws
            -> (Int, WebhookObjects.Secret, String?)
    ) async throws -> APIReply {
        let (webhooks, scope) = (webhooks, call.scope)
        let answer = try await once.performShared(scope, try call.once()) { connection in
            let (status, made, path) = try work(connection)
            let body = WebhookObjects.secret.bytes(made)
            return OnceAnswer(
                status: status, body: body,
                kept: try webhooks.seal(body, scope, on: connection), path: path)
        }
        guard answer.isReplay else { return .once(answer) }
        return .once(answer.with(body: try webhooks.open(answer.body, scope)))
    }

    /// - Throws: `WebhookError.unknown` for what is no id, too.
    static func webhook(_ call: APICall) throws -> ID<WebhookEndpoint> {
        try call.id(id, orThrow: WebhookError.unknown)
    }
}

extension APICall {
    /// As the pages ask for it before the same acts.
    func requireRecentProof() throws {
        try context.requireRecentProof(
            at: environment.now(), backTo: "\(WebhooksPageHandler.path)/")
    }
}
