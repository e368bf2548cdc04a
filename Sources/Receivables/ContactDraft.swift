/// A person at a customer.
package struct ContactDraft: Sendable {
    package let name: String
    package let email: String?
    package let phone: String?
    package let role: String?

    package init(name: String, email: String? = nil, phone: String? = nil, role: String? = nil) {
        self.name = name
        self.email = email
        self.phone = phone
        self.role = role
    }
}
