package import Kernel

/// A person who may log in, whatever the tenant.
package struct User: Hashable, Sendable {
    package let id: ID<User>
    package let email: String
    /// What to call the person; the address where no name was given.
    package let name: String

    package init(id: ID<User>, email: String, name: String) {
        self.id = id
        self.email = email
        self.name = name
    }
}
