import IdentityWeb
import Receivables
import Tenancy

extension Services {
    /// The groups of a tenant's customers, to which members can be limited.
    func portfolioGroups(_ scope: Scope) async throws -> [PortfolioGroup] {
        // Who manages members also sees them all.
        try await groups.list(scope).map {
            PortfolioGroup(id: $0.id.rawValue, name: $0.name, customers: $0.customers)
        }
    }
}
