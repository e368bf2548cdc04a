import Kernel
import WebSupport

/// Since when what failed is to be sent again.
struct WebhookReplayInput: APIInput {
    static let since = APIMember<Instant>.parsed(
        "since", "What was written since then and failed.", .instant
    ) { text throws(DateError) in try Instant(iso: text) }.required

    static let schema = APIObjectSchema(
        name: "WebhookReplay", about: "What is to be sent again.", properties: [since.property])

    let since: Instant

    init(_ body: APIBodyReader) throws(APIBodyError) {
        since = try body.required(Self.since)
    }
}
