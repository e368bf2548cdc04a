import Kernel
import Tenancy
import WebSupport
import Webhooks

/// A tenant's endpoints, and the form for another.
struct WebhooksPage {
    struct Row {
        let url: String
        let path: String
        let description: String
        let events: String
        let state: String
        let tone: String
        let remark: String?
    }

    let layout: PageLayout
    let tenant: String
    let rows: [Row]
    let hasRows: Bool
    /// Whether one was paused because it failed for days.
    let hasGivenUp: Bool
    /// Whether one was paused because its maker left.
    let hasOrphan: Bool
    let action: String
    let form: WebhookForm

    init(_ endpoints: [WebhookEndpoint], form: WebhookForm, scope: Scope, layout: PageLayout) {
        self.layout = layout
        self.form = form
        tenant = scope.tenant.name.text
        action = WebhooksPageHandler.path
        let time = LocalTime(scope.tenant)
        rows = endpoints.map { endpoint in
            let words = WebhookWords(endpoint, time: time)
            return Row(
                url: endpoint.url, path: "\(WebhooksPageHandler.path)/\(endpoint.id)/",
                description: endpoint.description,
                events: endpoint.types.count == 1
                    ? "1 event" : "\(endpoint.types.count) events",
                state: words.state, tone: words.tone, remark: words.remark)
        }
        hasRows = !rows.isEmpty
        hasGivenUp = endpoints.contains(where: \.isGivenUp)
        hasOrphan = endpoints.contains { $0.isOrphaned && $0.state == .paused }
    }
}
