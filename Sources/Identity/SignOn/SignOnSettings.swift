/// The provider that a tenant's people log in with, without its secret.
package struct SignOnSettings: Sendable {
    package let issuer: String
    package let clientID: String
    package let hasSecret: Bool
    /// What a newcomer of a verified domain becomes; nil where everybody must be taken in first.
    package let defaultRole: Role?
    /// In order.
    package let domains: [String]
}
