/// A person at a customer of the demonstration.
package struct DemoContact: Sendable, Equatable {
    package let name: String
    package let email: String
    package let phone: String?
    package let role: String
}
