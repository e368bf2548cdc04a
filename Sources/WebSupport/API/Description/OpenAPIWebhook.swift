import Formats

/// Something that the server sends as OpenAPI describes it.
struct OpenAPIWebhook {
    private let webhook: APIWebhook

    init(_ webhook: APIWebhook) {
        self.webhook = webhook
    }

    func json(_ schemas: inout OpenAPISchemas) -> JSONValue {
        let headers = webhook.headers.map { schemas.json(parameter: $0) }
        return .members([
            "post": .members([
                "operationId": .string(webhook.name),
                "tags": .array([.string(webhook.tag.rawValue)]),
                "summary": .string(webhook.summary), "description": .string(webhook.about),
                "parameters": .array(headers),
                "requestBody": .members([
                    "required": .boolean(true),
                    "content": .members([
                        "application/json": .members([
                            "schema": schemas.reference(webhook.body)
                        ])
                    ]),
                ]),
                "responses": .members([
                    "2XX": Self.answer("It arrived."),
                    "default": Self.answer("It did not, and is sent again later."),
                ]),
            ])
        ])
    }

    private static func answer(_ about: String) -> JSONValue {
        .members(["description": .string(about)])
    }
}
