import WebSupport
import Webhooks

/// An endpoint that a request adds.
struct WebhookInput: APIInput {
    static let schema = APIObjectSchema(
        name: "NewWebhook", about: "Where somebody wants to be told of what happens.",
        properties: [
            WebhookMembers.url.required.property, WebhookMembers.description.property,
            WebhookMembers.events.required.property,
        ])

    let url: String
    let description: String
    let events: [WebhookEventType]

    init(_ body: APIBodyReader) throws(APIBodyError) {
        url = try body.required(WebhookMembers.url)
        description = try body.value(WebhookMembers.description) ?? ""
        events = try body.required(WebhookMembers.events)
    }

    /// - Throws: `WebhookError`.
    func draft() throws(WebhookError) -> WebhookDraft {
        try WebhookDraft(url: url, description: description, types: events)
    }
}
