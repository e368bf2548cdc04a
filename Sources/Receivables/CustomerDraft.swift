package import Kernel

/// A customer to be created.
package struct CustomerDraft: Sendable {
    /// Unique within the tenant; identity for imports.
    package let code: String
    package let name: String
    package let group: String?
    /// The name of payment terms that exist.
    package let terms: String?
    package let currency: Currency?
    package let contacts: [ContactDraft]

    package init(
        code: String, name: String, group: String? = nil, terms: String? = nil,
        currency: Currency? = nil, contacts: [ContactDraft] = []
    ) {
        self.code = code
        self.name = name
        self.group = group
        self.terms = terms
        self.currency = currency
        self.contacts = contacts
    }
}
