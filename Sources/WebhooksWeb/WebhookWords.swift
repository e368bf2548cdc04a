import Kernel
import WebSupport
import Webhooks

/// How an endpoint does, in words.
struct WebhookWords {
    let state: String
    /// The class of the state's badge.
    let tone: String
    let remark: String?

    init(_ endpoint: WebhookEndpoint, time: LocalTime) {
        let since = endpoint.failingSince.map(time.second)
        switch (endpoint.state, endpoint.isGivenUp) {
        case (.paused, _) where endpoint.isOrphaned:
            (state, tone) = ("paused", "bad")
            remark =
                "Whoever made it is no administrator here any more, so it was paused. What happens"
                + " waits. Look where it goes before it goes on."
        case (.paused, true):
            (state, tone) = ("paused", "bad")
            remark =
                "Nothing arrived since \(since ?? "days"), so it was paused. What happens waits."
        case (.paused, false):
            (state, tone) = ("paused", "")
            remark = "What happens waits."
        case (.active, _) where since != nil:
            (state, tone) = ("failing", "warn")
            remark = "Nothing arrived since \(since ?? "")."
        case (.active, _):
            (state, tone) = ("active", "good")
            remark = nil
        }
    }
}
