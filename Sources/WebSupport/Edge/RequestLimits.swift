/// How many requests a minute are answered; 0 does not count.
package struct RequestLimits: Hashable, Sendable {
    /// Of one address, for whoever is not logged in.
    package var address: Int
    /// Of one person, or of one key of a program.
    package var client: Int
    /// Of all who work in one tenant together.
    package var tenant: Int

    package init(address: Int = 600, client: Int = 3_000, tenant: Int = 30_000) {
        self.address = address
        self.client = client
        self.tenant = tenant
    }

    package static let none = RequestLimits(address: 0, client: 0, tenant: 0)
}
