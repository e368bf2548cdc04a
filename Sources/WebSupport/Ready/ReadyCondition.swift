import Kernel
import Tenancy

/// For how long an answer that was just given is right for the very same request.
struct ReadyCondition: Sendable {
    let tenant: ID<Tenant>
    let tenantName: TenantName?
    /// What the tenant's data was at, and who may do what.
    let version: DataVersion
    let shared: DataVersion
    /// When something ends that it was given for, such as the sender's session.
    let until: Instant
    /// For whom such a request counts.
    let limits: [RequestLimiter.Key]
}
