import Kernel
import WebSupport
import Webhooks

/// The objects of the API's answers about what was sent.
enum DeliveryObjects {
    /// A delivery with what is sent, which names the company.
    struct Sent: Sendable {
        let delivery: WebhookDelivery
        let attempts: [WebhookAttempt]
        let payload: String

        init(_ delivery: WebhookDelivery, _ attempts: [WebhookAttempt]?, tenant: String) {
            self.delivery = delivery
            self.attempts = attempts ?? []
            payload = String(decoding: delivery.event.body(tenant: tenant), as: UTF8.self)
        }
    }

    static let types = WebhookEventType.allCases.map(\.rawValue) + [WebhookEventType.test]

    private static let event = APIObject<WebhookEvent>(
        "WebhookEvent", "Something that happened in the books.",
        [
            .text(
                "id", "The same for every endpoint and however often it is sent.",
                .text(36...36, example: "0b5c6f0e-1c9e-4a6e-9a53-1f2d3c4b5a69")
            ) { $0.id },
            .text("type", "What happened.", .words(types)) { $0.type },
            .text(
                "object_kind", "What it happened to.", .text(1...100, example: "document")
            ) { $0.objectKind },
            .text("object_id", "Of that.", .id) { "\($0.objectID)" },
            .integer("sequence", "The how manieth event of that this is.", 1...Int64.max) {
                Int64($0.sequence)
            },
            .instant("created_at", "When it happened.") { $0.recordedAt },
        ])

    private static let attempt = APIObject<WebhookAttempt>(
        "WebhookAttempt", "One time that something was sent.",
        [
            .instant("started_at", "When it was sent.") { $0.startedAt },
            .integer("milliseconds", "How long it took.", 0...Int64(Int32.max)) {
                Int64($0.milliseconds)
            },
            .optionalInteger("status", "The answer's; null where nothing came back.", 100...999) {
                $0.status.map(Int64.init)
            },
            .optionalText(
                "error", "What went wrong; null where it arrived.",
                .text(1...2_000, example: "It answered with status 503.")
            ) { $0.error },
        ])

    static let delivery = APIObject<Sent>(
        "WebhookDelivery", "An event for one endpoint, and what became of it.",
        [
            .id("id", "Ours.") { $0.delivery.id },
            .id("webhook_id", "The endpoint.") { $0.delivery.endpoint },
            .object("event", "What is told.", event) { $0.delivery.event },
            .text(
                "state", "`waiting` until it is delivered, or has failed for days.",
                .words(WebhookDelivery.State.allCases.map(\.rawValue))
            ) { $0.delivery.state.rawValue },
            .integer("attempts", "How often it was sent so far.") { Int64($0.delivery.attempts) },
            .instant("created_at", "When it was written down.") { $0.delivery.createdAt },
            .optionalInstant("next_at", "When it is sent next; null when it is done with.") {
                $0.delivery.state == .waiting ? $0.delivery.nextAt : nil
            },
            .optionalInstant("finished_at", "When it arrived, or failed for good.") {
                $0.delivery.finishedAt
            },
            .optionalInteger("status", "The last answer's.", 100...999) {
                $0.delivery.status.map(Int64.init)
            },
            .optionalInteger("milliseconds", "How long the last answer took.", 0...Int64(Int32.max))
            {
                $0.delivery.milliseconds.map(Int64.init)
            },
            .optionalText(
                "error", "What went wrong last.",
                .text(1...2_000, example: "It answered with status 503.")
            ) { $0.delivery.error },
            .optionalText(
                "excerpt", "The beginning of what came back.",
                .text(1...2_000, example: "Service Unavailable")
            ) { $0.delivery.excerpt },
            .list(
                "history", "Each time that it was sent and something is known of, the first first.",
                attempt
            ) { $0.attempts },
            .text(
                "payload", "The bytes that are sent, and signed.",
                .text(APIText(example: #"{"id":"0b5c6f0e-…","type":"invoice.paid"}"#))
            ) { $0.payload },
        ])

    static let replay = APIObject<String?>(
        "WebhookReplayJob", "What sends again.",
        [
            .optionalText(
                "job_id", "The job; null where one that does the same waits already.", .id
            ) { $0 }
        ])
}
