import WebSupport
import Webhooks

/// The fields of an endpoint, as they were or as they were typed.
struct WebhookForm {
    struct Option {
        /// Dots do not stand well in names of fields.
        let field: String
        let value: String
        let label: String
        let isChosen: Bool
    }

    let url: String
    let description: String
    let options: [Option]
    let urlLengthMax = WebhookDraft.urlLengthMax
    let descriptionLengthMax = WebhookDraft.descriptionLengthMax
    let problem: String?

    init(_ endpoint: WebhookEndpoint? = nil) {
        self.init(
            url: endpoint?.url ?? "", description: endpoint?.description ?? "",
            types: Set(endpoint?.types ?? []), problem: nil)
    }

    /// As it was sent, with what was wrong.
    init(_ form: QueryParameters, problem: String) {
        self.init(
            url: form.raw("url"), description: form.raw("description"), types: Self.types(form),
            problem: problem)
    }

    private init(
        url: String, description: String, types: Set<WebhookEventType>, problem: String?
    ) {
        self.url = url
        self.description = description
        self.problem = problem
        options = WebhookEventType.allCases.map { type in
            Option(
                field: Self.field(type), value: type.rawValue, label: type.phrase,
                isChosen: types.contains(type))
        }
    }

    /// - Throws: `WebhookError`.
    static func draft(_ form: QueryParameters) throws(WebhookError) -> WebhookDraft {
        try WebhookDraft(
            url: form.raw("url"), description: form.raw("description"),
            types: Array(types(form)))
    }

    /// Each event is a box of its own, since a field may stand in a form once.
    private static func types(_ form: QueryParameters) -> Set<WebhookEventType> {
        Set(WebhookEventType.allCases.filter { !form.raw(field($0)).isEmpty })
    }

    private static func field(_ type: WebhookEventType) -> String {
        "on_" + type.rawValue.replacing(".", with: "_")
    }
}
