import FoundationEssentials
package import Kernel
package import Tenancy

/// A job that is to be written down.
package struct JobDraft: Sendable {
    let tenant: ID<Tenant>?
    let kind: String
    let payload: String
    let attemptsMax: Int
    let uniqueKey: String?
    let delay: Duration

    /// - Parameters:
    ///   - tenant: nil for what concerns the whole installation.
    ///   - uniqueKey: nothing is added where another job of the tenant and kind waits with it.
    ///   - delay: how long it waits before it is tried first.
    package init(
        _ kind: JobKind, tenant: ID<Tenant>?, payload: some Encodable, uniqueKey: String? = nil,
        delay: Duration = .zero
    ) throws {
        precondition(kind.isOfTenant == (tenant != nil), "\(kind.name): whose job is it?")
        self.tenant = tenant
        self.kind = kind.name
        self.attemptsMax = kind.attemptsMax
        self.uniqueKey = uniqueKey
        self.delay = delay
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        self.payload = String(decoding: try encoder.encode(payload), as: UTF8.self)
    }
}
