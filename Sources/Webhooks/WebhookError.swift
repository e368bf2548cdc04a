package import Kernel

/// What can be wrong with a webhook.
package enum WebhookError: DomainError {
    /// There is none, or it is another tenant's: both read alike.
    case unknown
    case unknownDelivery
    case url
    /// Not https, or no host on the public internet: which of the two is not told, since whoever
    /// asks must not learn about the network behind this server.
    case urlNotAllowed(host: String)
    case types
    case description
    case tooMany(Int)
    /// Nothing has failed yet since a time that is to come.
    case sinceInFuture
    /// What is being sent just now cannot be sent again yet.
    case underWay

    package var kind: ErrorKind {
        switch self {
        case .unknown, .unknownDelivery: .notFound
        case .url, .urlNotAllowed, .types, .description, .sinceInFuture: .invalid
        case .tooMany, .underWay: .conflict
        }
    }

    package var code: String {
        switch self {
        case .unknown: "webhook_unknown"
        case .unknownDelivery: "webhook_delivery_unknown"
        case .url: "webhook_url_invalid"
        case .urlNotAllowed: "webhook_url_not_allowed"
        case .types: "webhook_types_missing"
        case .description: "webhook_description_invalid"
        case .tooMany: "webhook_too_many"
        case .sinceInFuture: "since_in_future"
        case .underWay: "webhook_delivery_under_way"
        }
    }

    package var userMessage: String {
        switch self {
        case .unknown: "There is no such webhook."
        case .unknownDelivery: "There is no such delivery, or it was forgotten after thirty days."
        case .url:
            "The address of a webhook begins with https:// and the name of a host, without a user, a"
                + " password or a part behind #."
        case .urlNotAllowed(let host):
            "\(host) cannot be used: webhooks go to hosts on the public internet, over https."
        case .types: "Choose at least one event."
        case .description:
            "A description is one line of at most \(WebhookDraft.descriptionLengthMax) letters."
        case .tooMany(let count): "A company has at most \(count) webhooks."
        case .sinceInFuture: "Nothing has failed since then: the time is to come."
        case .underWay: "It waits or is being sent already."
        }
    }
}
