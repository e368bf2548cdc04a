import Kernel
import Tenancy
import WebSupport
import Webhooks

/// What is done with an endpoint: its secret is replaced, it is paused, tried, sent to again.
struct WebhookActOperations: Sendable {
    private static let path = "\(WebhookOperations.path)/:id"

    let operations: WebhookOperations

    private var webhooks: WebhookService { operations.webhooks }
    private var once: OnceService { operations.once }

    var all: [APIOperation] {
        [
            rotate, set(.paused, "pause", "pauseWebhook", "Pauses a webhook"),
            set(.active, "resume", "resumeWebhook", "Goes on with a webhook"), test, replay,
        ]
    }

    private var rotate: APIOperation {
        APIOperation(
            .post, "\(Self.path)/secret", "rotateWebhookSecret", .automation,
            "Gives a webhook a new secret", answer: .object(WebhookObjects.secret.schema)
        ) { call in
            let id = try WebhookOperations.webhook(call)
            _ = try await webhooks.find(call.scope, id)
            try call.requireRecentProof()
            let webhooks = webhooks
            return try await operations.secret(call) { connection in
                let found = try webhooks.lock(call.scope, id, on: connection)
                try call.checkMatch(state: WebhookObjects.state.bytes(found))
                let secret = try webhooks.rotate(call.scope, id, on: connection)
                let endpoint = try webhooks.lock(call.scope, id, on: connection)
                return (200, .init(endpoint: endpoint, secret: secret), nil)
            }
        }.with {
            $0.about =
                "The one before it signs too for a day. Log in anew where that was more than ten"
                + " minutes ago."
            $0.permission = .manageWebhooks
            $0.parameters = [WebhookOperations.id.info]
            $0.isOnce = true
            $0.checksMatch = true
            $0.problems = [WebhookError.unknown, WebError.confirmationNeeded(backTo: "")]
        }
    }

    private func set(
        _ state: WebhookEndpoint.State, _ word: String, _ name: String, _ summary: String
    ) -> APIOperation {
        let object = WebhookObjects.endpoint
        return APIOperation(
            .post, "\(Self.path)/\(word)", name, .automation, summary,
            answer: .object(object.schema)
        ) { call in
            let id = try WebhookOperations.webhook(call)
            let webhooks = webhooks
            if state == .active {
                _ = try await webhooks.find(call.scope, id)
                try call.requireRecentProof()
            }
            return .once(
                try await once.performShared(call.scope, try call.once()) { connection in
                    let found = try webhooks.lock(call.scope, id, on: connection)
                    try call.checkMatch(state: WebhookObjects.state.bytes(found))
                    try webhooks.set(call.scope, id, state, on: connection)
                    let left = try webhooks.lock(call.scope, id, on: connection)
                    return OnceAnswer(status: 200, body: object.bytes(left))
                })
        }.with {
            $0.about =
                state == .paused
                ? "What happens while it is paused waits."
                : "What has happened meanwhile is sent. Log in anew where that was more than ten"
                    + " minutes ago."
            $0.permission = .manageWebhooks
            $0.parameters = [WebhookOperations.id.info]
            $0.isOnce = true
            $0.checksMatch = true
            $0.problems = [WebhookError.unknown]
            if state == .active { $0.problems.append(WebError.confirmationNeeded(backTo: "")) }
        }
    }

    private var test: APIOperation {
        let object = DeliveryObjects.delivery
        return APIOperation(
            .post, "\(Self.path)/test", "testWebhook", .automation,
            "Sends an event that says nothing, to see whether it arrives",
            answer: .created(object.schema)
        ) { call in
            let id = try WebhookOperations.webhook(call)
            _ = try await webhooks.find(call.scope, id)
            let webhooks = webhooks
            return .once(
                try await once.perform(call.scope, try call.once()) { connection in
                    let made = try webhooks.test(call.scope, id, on: connection)
                    let delivery = try webhooks.delivery(call.scope, made, on: connection)
                    let tenant = call.scope.tenant.name.text
                    return OnceAnswer(
                        status: 201, body: object.bytes(.init(delivery, nil, tenant: tenant)),
                        path: "\(DeliveryOperations.path)/\(made)/")
                })
        }.with {
            $0.permission = .manageWebhooks
            $0.parameters = [WebhookOperations.id.info]
            $0.isOnce = true
            $0.problems = [WebhookError.unknown, WebhookError.unknownDelivery]
        }
    }

    private var replay: APIOperation {
        let object = DeliveryObjects.replay
        return APIOperation(
            .post, "\(Self.path)/replay", "replayWebhook", .automation,
            "Sends again all that failed since a time",
            answer: APIAnswer(.accepted, "A job does so.", .object(object.schema))
        ) { call in
            let id = try WebhookOperations.webhook(call)
            let since = try call.input(WebhookReplayInput.self).since
            let (webhooks, now) = (webhooks, call.environment.now())
            return .once(
                try await once.performShared(call.scope, try call.once()) { connection in
                    let job = try webhooks.replayFailed(
                        call.scope, id, since: since, now: now, on: connection)
                    return OnceAnswer(
                        status: 202, body: object.bytes(job.map { "\($0)" }),
                        path: job.map { "/api/v1/jobs/\($0)/" })
                })
        }.with {
            $0.permission = .manageWebhooks
            $0.parameters = [WebhookOperations.id.info]
            $0.input = WebhookReplayInput.schema
            $0.example = #"{"since": "2026-09-30T12:00:00Z"}"#
            $0.isOnce = true
            $0.problems = [WebhookError.unknown, WebhookError.sinceInFuture]
            $0.member = { error in
                guard case WebhookError.sinceInFuture = error else { return nil }
                return WebhookReplayInput.since.name
            }
        }
    }
}
