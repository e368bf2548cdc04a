package import Kernel

/// What the server offers to the handlers of its features.
package struct WebEnvironment: Sendable {
    package let tenants: TenantResolver
    package let pages: PageRenderer
    /// The clock: what "today" is follows from it and the tenant's time zone.
    package let now: @Sendable () -> Instant
}
