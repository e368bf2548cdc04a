/// One membership of one person, or a person without any.
package struct UserListing: Sendable {
    package let email: String
    package let name: String
    package let tenant: String?
    package let role: String?
    package let hasPassword: Bool
    package let isOperator: Bool
}
