import Formats
import Kernel
import WebSupport
import Webhooks

/// The objects of the API's answers about webhooks.
enum WebhookObjects {
    /// An endpoint with the secret that was just made.
    struct Secret: Sendable {
        let endpoint: WebhookEndpoint
        let secret: WebhookSecret
    }

    static let endpoint = APIObject<WebhookEndpoint>(
        "Webhook", "Where the company wants to be told of what happens in its books.",
        fields { $0 })

    /// What requests can change of one, and nothing of how it does.
    static let state = APIObject<WebhookEndpoint>(
        "WebhookState", "", Array(fields { $0 }.prefix(6)))

    static let secret = APIObject<Secret>(
        "WebhookWithSecret", "An endpoint with its secret, which is shown here alone.",
        fields { $0.endpoint } + [
            .text(
                "secret", "What events are signed with.",
                .text(1...200, example: "whsec_<32 letters, digits, - and _>")
            ) { $0.secret.text }
        ])

    private static func fields<Value>(
        _ get: @escaping @Sendable (Value) -> WebhookEndpoint
    ) -> [APIField<Value>] {
        [
            .id("id", "Ours.") { get($0).id },
            .text(
                "url", "Where events are sent.",
                .text(
                    1...WebhookDraft.urlLengthMax, example: "https://example.com/countinghouse")
            ) { get($0).url },
            .text(
                "description", "For people.",
                .text(0...WebhookDraft.descriptionLengthMax, example: "Our ERP")
            ) { get($0).description },
            APIField(
                "events", "What is told.",
                .list(of: .words(WebhookEventType.allCases.map(\.rawValue)))
            ) { value, json in
                json.beginArray()
                for type in get(value).types { json.string(type.rawValue) }
                json.endArray()
            },
            .text(
                "state", "What happens while it is paused waits.",
                .words(WebhookEndpoint.State.allCases.map(\.rawValue))
            ) { get($0).state.rawValue },
            .flag("is_given_up", "Whether it was paused because nothing arrived for days.") {
                get($0).isGivenUp
            },
            .flag(
                "is_orphaned",
                "Whether it was paused because whoever made it is no administrator any more."
            ) { get($0).isOrphaned },
            .instant("created_at", "When it was added.") { get($0).createdAt },
            .optionalInstant(
                "old_secret_until", "Until when the secret before this one signs too."
            ) { get($0).oldSecretUntil },
            .optionalInstant("failing_since", "Since when nothing has arrived.") {
                get($0).failingSince
            },
            .integer("failures", "How often something was sent since then.") {
                Int64(get($0).failures)
            },
        ]
    }
}
