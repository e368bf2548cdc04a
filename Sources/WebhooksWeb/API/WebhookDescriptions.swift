import Kernel
import WebSupport
import Webhooks

/// What is sent to endpoints, as the API's description has it: one for each type of event.
enum WebhookDescriptions {
    static var all: [APIWebhook] {
        WebhookEventType.allCases.map { one($0.rawValue, $0.phrase, WebhookShape($0)) }
            + [one(WebhookEventType.test, "Somebody tries the endpoint", .test)]
    }

    private static func one(
        _ type: String, _ summary: String, _ shape: WebhookShape
    ) -> APIWebhook {
        APIWebhook(
            type, .automation, summary, about, headers: headers(type),
            body: WebhookSchemas.body(shape))
    }

    private static let about = """
        Answer with a status from 200 to 299 within 10 seconds; anything else, a redirect too, is \
        tried again for about three days. It arrives at least once: keep the `id`s that were dealt \
        with. Of one object events come in their order. New members may be added.

        Verify the signature over the bytes of the body before they are parsed. In \
        `Countinghouse-Signature: t=…,v1=…` `t` is the time of sending in seconds of Unix, and \
        each `v1` the HMAC-SHA-256, in hexadecimal and with the webhook's whole secret \
        (`whsec_…`) as its key, of `t`, a dot and the body. For a day after the secret was \
        replaced there are two `v1`: one that fits is enough. Refuse a `t` that is minutes old.
        """

    private static func headers(_ type: String) -> [APIParameterInfo] {
        [
            header("Countinghouse-Event", "The `type`.", .words([type])),
            header("Countinghouse-Delivery", "The delivery's id: `/webhooks/deliveries/`.", .id),
            header(
                "Countinghouse-Signature", "When it was sent, and by whom.",
                .text(
                    APIText(
                        pattern: "^t=[0-9]+(,v1=[0-9a-f]{64})+$",
                        example: "t=1767225600,v1=" + String(repeating: "5a", count: 32)))),
        ]
    }

    private static func header(
        _ name: String, _ about: String, _ schema: APISchema
    ) -> APIParameterInfo {
        APIParameterInfo(
            name: name, about: about, schema: schema, place: .header, isRequired: true)
    }
}
