import Kernel
import Tenancy

/// An endpoint that something may be sent to just now.
struct WebhookTarget: Sendable {
    let endpoint: WebhookEndpoint
    let tenant: Tenant
    let secrets: [WebhookSecret]
}
