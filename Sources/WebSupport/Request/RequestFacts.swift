import Kernel
import Synchronization
package import Tenancy

/// What is found out about a request on its way and wanted when it is back, or where it fails:
/// contexts are values, so what is put into one is not seen outside.
package final class RequestFacts: Sendable {
    private struct Found {
        var tenant: TenantName?
        var visitor: Visitor?
        var begun: Result<Tenant, any Error>?
        var pageTenant: ID<Tenant>?
        var flash: Flash?
        var isFlashShown = false
        var theme: Theme?
        var clientAddress: String?
        var publicOrigin: WebOrigin?
        var domainTenant: TenantName?
        var isFromNamedSite = false
        var allowances: [RequestAllowance] = []
        var limits: [RequestLimiter.Key] = []
    }

    private let found = Mutex(Found())

    package init() {}

    package var tenant: TenantName? {
        get { found.withLock { $0.tenant } }
        set { found.withLock { $0.tenant = newValue } }
    }

    package var visitor: Visitor? {
        get { found.withLock { $0.visitor } }
        set { found.withLock { $0.visitor = newValue } }
    }

    /// The company that the request was about when it began to come, or why it was about none; nil
    /// where nobody asked.
    var begun: Result<Tenant, any Error>? {
        get { found.withLock { $0.begun } }
        set { found.withLock { $0.begun = newValue } }
    }

    /// The company of the page that sent the request, as it says.
    var pageTenant: ID<Tenant>? {
        get { found.withLock { $0.pageTenant } }
        set { found.withLock { $0.pageTenant = newValue } }
    }

    /// Where the request came from, as a proxy that is believed says; nil without one.
    var clientAddress: String? {
        get { found.withLock { $0.clientAddress } }
        set { found.withLock { $0.clientAddress = newValue } }
    }

    /// What the server is called on the web; nil for this machine alone.
    var publicOrigin: WebOrigin? {
        get { found.withLock { $0.publicOrigin } }
        set { found.withLock { $0.publicOrigin = newValue } }
    }

    /// Whose name on the web the request was sent to, where it is a tenant's own.
    var domainTenant: TenantName? {
        get { found.withLock { $0.domainTenant } }
        set { found.withLock { $0.domainTenant = newValue } }
    }

    /// Whether a page of a site that may call the API sent the request there.
    var isFromNamedSite: Bool {
        get { found.withLock { $0.isFromNamedSite } }
        set { found.withLock { $0.isFromNamedSite = newValue } }
    }

    /// What the request's senders have left of what they may ask.
    var allowances: [RequestAllowance] { found.withLock { $0.allowances } }

    /// For whom the request was counted.
    var limits: [RequestLimiter.Key] { found.withLock { $0.limits } }

    func add(_ allowance: RequestAllowance, for key: RequestLimiter.Key) {
        found.withLock { found in
            found.allowances.append(allowance)
            found.limits.append(key)
        }
    }

    /// What the visitor chose; nil leaves it to the system.
    var theme: Theme? {
        get { found.withLock { $0.theme } }
        set { found.withLock { $0.theme = newValue } }
    }

    /// A message that waits for a page to be shown on.
    var flash: Flash? {
        get { found.withLock { $0.flash } }
        set { found.withLock { $0.flash = newValue } }
    }

    /// Whether a page that shows the message was made.
    var isFlashShown: Bool { found.withLock { $0.isFlashShown } }

    /// Hands the message to the page that shows it.
    func takeFlash() -> Flash? {
        found.withLock { found in
            defer { found.flash = nil }
            if found.flash != nil { found.isFlashShown = true }
            return found.flash
        }
    }
}
