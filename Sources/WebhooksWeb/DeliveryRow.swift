import Kernel
import WebSupport
import Webhooks

/// Something that was or is to be sent, as the log shows it.
struct DeliveryRow {
    let id: String
    let path: String
    let type: String
    let object: String
    let created: String
    let state: String
    /// The class of the state's badge.
    let tone: String
    let attempts: Int
    /// What came back, or why nothing did.
    let outcome: String
    /// When it is tried next.
    let next: String?
    let canReplay: Bool

    init(_ delivery: WebhookDelivery, time: LocalTime) {
        id = "\(delivery.id)"
        path = "\(WebhooksPageHandler.path)/deliveries/\(delivery.id)"
        type = delivery.event.type
        object =
            "\(delivery.event.objectKind) \(delivery.event.objectID), no. \(delivery.event.sequence)"
        created = time.second(delivery.createdAt)
        state = delivery.state.rawValue
        tone =
            switch delivery.state {
            case .delivered: "good"
            case .failed: "bad"
            case .waiting where delivery.attempts > 0: "warn"
            case .waiting, .sending: ""
            }
        attempts = delivery.attempts
        let took = delivery.milliseconds.map { " in \($0) ms" } ?? ""
        outcome = delivery.error ?? delivery.status.map { "Status \($0)\(took)." } ?? ""
        next =
            delivery.state == .waiting && delivery.attempts > 0
            ? time.second(delivery.nextAt) : nil
        canReplay = delivery.state == .delivered || delivery.state == .failed
    }
}
