/// What is to be changed of a contact.
package struct ContactChange: Sendable {
    package var name: String?
    package var email: FieldChange<String> = .keep
    package var phone: FieldChange<String> = .keep
    package var role: FieldChange<String> = .keep

    package init() {}

    /// Whether it leaves all as it is.
    var isEmpty: Bool { name == nil && !email.isSet && !phone.isSet && !role.isSet }
}
