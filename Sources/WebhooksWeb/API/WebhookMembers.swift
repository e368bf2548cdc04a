import WebSupport
import Webhooks

/// What requests say of an endpoint.
enum WebhookMembers {
    static let url = APIMember<String>.text(
        "url", "Where events are sent: https, and a host on the public internet.",
        1...WebhookDraft.urlLengthMax, example: "https://example.com/countinghouse")
    static let description = APIMember<String>.text(
        "description", "For people, on one line.", 0...WebhookDraft.descriptionLengthMax,
        example: "Our ERP")
    static let events = APIMember<[WebhookEventType]>.choices("events", "What is told.")
}
