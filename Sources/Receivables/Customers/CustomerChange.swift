package import Kernel
import Tenancy

/// What is to be changed of a customer.
package struct CustomerChange: Sendable {
    package var name: String?
    package var group: FieldChange<ID<CustomerGroup>> = .keep
    /// The name of payment terms that exist.
    package var terms: FieldChange<String> = .keep
    package var currency: FieldChange<Currency> = .keep

    package init() {}

    /// Whether it leaves all as it is.
    var isEmpty: Bool { name == nil && !group.isSet && !terms.isSet && !currency.isSet }

    /// What records say of it: nobody's name.
    var details: AuditDetails {
        var details: AuditDetails = [:]
        if name != nil { details.values["name_changed"] = .flag(true) }
        if group.isSet {
            details.values["group"] = group.value.map { AuditValue.number($0.rawValue) } ?? .null
        }
        if terms.isSet {
            details.values["terms"] = terms.value.map { AuditValue.text($0) } ?? .null
        }
        if currency.isSet {
            details.values["currency"] = currency.value.map { AuditValue.text($0.code) } ?? .null
        }
        return details
    }
}
