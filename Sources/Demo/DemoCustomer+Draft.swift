import Receivables

extension DemoCustomer {
    /// What is created for it.
    var draft: CustomerDraft {
        CustomerDraft(
            code: code, name: name, group: group, terms: terms.terms.name, currency: currency,
            contacts: contacts.map {
                ContactDraft(name: $0.name, email: $0.email, phone: $0.phone, role: $0.role)
            })
    }
}
