import Kernel
import Tenancy
import WebSupport
import Webhooks

/// One endpoint: how it does, what was sent, and what can be done with it.
struct WebhookPage {
    struct Option {
        let value: String
        let label: String
        let isChosen: Bool
    }

    let layout: PageLayout
    let url: String
    let description: String
    let words: WebhookWords
    let path: String
    let isPaused: Bool
    let isGivenUp: Bool
    /// That was just made: shown here and never again.
    let secret: String?
    /// Until when the one before signs too.
    let oldSecretUntil: String?
    let form: WebhookForm
    let states: [Option]
    let rows: [DeliveryRow]
    let hasRows: Bool
    let isFiltered: Bool
    let first: String?
    let next: String?
    /// For the form that sends again: a week ago.
    let since: String

    init(
        _ endpoint: WebhookEndpoint, _ deliveries: [WebhookDelivery], hasMore: Bool,
        state: WebhookDelivery.State?, isFirst: Bool, form: WebhookForm, secret: WebhookSecret?,
        scope: Scope, layout: PageLayout, now: Instant
    ) {
        let time = LocalTime(scope.tenant)
        self.layout = layout
        url = endpoint.url
        description = endpoint.description
        words = WebhookWords(endpoint, time: time)
        let path = "\(WebhooksPageHandler.path)/\(endpoint.id)"
        self.path = path
        isPaused = endpoint.state == .paused
        isGivenUp = endpoint.isGivenUp
        self.secret = secret?.text
        oldSecretUntil = endpoint.oldSecretUntil.flatMap { end in
            end > now ? time.second(end) : nil
        }
        self.form = form
        states =
            [Option(value: "", label: "any", isChosen: state == nil)]
            + WebhookDelivery.State.allCases.map {
                Option(value: $0.rawValue, label: $0.rawValue, isChosen: $0 == state)
            }
        rows = deliveries.map { DeliveryRow($0, time: time) }
        hasRows = !rows.isEmpty
        isFiltered = state != nil || !isFirst
        let filter = state.map { "state=\($0.rawValue)" }
        first = isFirst ? nil : "\(path)/" + (filter.map { "?\($0)" } ?? "")
        next =
            hasMore
            ? deliveries.last.map { last in
                "\(path)/?"
                    + ([filter, "after=\(last.id)"].compactMap(\.self)).joined(separator: "&")
            } : nil
        since = "\(scope.today(at: now.adding(.seconds(-7 * 86_400))))"
    }
}
