import Synchronization
package import Tenancy

/// What is found out about a request on its way, for the log line that is written when it is
/// back: contexts are values, so what is put into one is not seen outside.
package final class RequestFacts: Sendable {
    private let found = Mutex<TenantName?>(nil)

    package init() {}

    package var tenant: TenantName? {
        get { found.withLock { $0 } }
        set { found.withLock { $0 = newValue } }
    }
}
