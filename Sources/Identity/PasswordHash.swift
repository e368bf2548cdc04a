/// An Argon2id hash with its salt and parameters, in the usual text form (`$argon2id$v=19$…`).
package struct PasswordHash: Hashable, Sendable {
    package let text: String

    package init(_ text: String) {
        self.text = text
    }
}
