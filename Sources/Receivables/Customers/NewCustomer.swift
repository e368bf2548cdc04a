package import Kernel

/// A customer to be created whose group is named by its id.
package struct NewCustomer: Sendable {
    /// Unique within the tenant.
    package let code: String
    package let name: String
    package let group: ID<CustomerGroup>?
    /// The name of payment terms that exist.
    package let terms: String?
    package let currency: Currency?

    package init(
        code: String, name: String, group: ID<CustomerGroup>? = nil, terms: String? = nil,
        currency: Currency? = nil
    ) {
        self.code = code
        self.name = name
        self.group = group
        self.terms = terms
        self.currency = currency
    }
}
