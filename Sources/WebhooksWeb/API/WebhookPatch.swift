import WebSupport
import Webhooks

/// What a request says is to be changed of an endpoint.
struct WebhookPatch: APIInput {
    static let schema = APIObjectSchema(
        name: "WebhookChange", about: "What is to be changed; what is left out stays.",
        properties: [
            WebhookMembers.url.property, WebhookMembers.description.property,
            WebhookMembers.events.property,
        ])

    let url: String?
    let description: String?
    let events: [WebhookEventType]?

    init(_ body: APIBodyReader) throws(APIBodyError) {
        url = try body.value(WebhookMembers.url)
        description = try body.value(WebhookMembers.description)
        events = try body.value(WebhookMembers.events)
    }

    /// - Throws: `WebhookError`.
    func draft(of endpoint: WebhookEndpoint) throws(WebhookError) -> WebhookDraft {
        try WebhookDraft(
            url: url ?? endpoint.url, description: description ?? endpoint.description,
            types: events ?? endpoint.types)
    }
}
