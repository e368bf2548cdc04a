/// A one-time link that can still be used, and whom it is for.
package struct LoginLink: Sendable {
    package let user: User
    package let purpose: LinkPurpose
}
