/// The lists of a customer's page; each is paged.
package enum AccountView: Sendable {
    package static let pageSize = 100

    case items(AccountPage<AccountItem>)
    case documents(AccountPage<AccountDocument>)
    case movements(AccountPage<AccountMovement>)
    /// Asked elsewhere.
    case statement

    package enum Kind: String, Sendable, CaseIterable {
        case items = "open"
        case documents, movements, statement
    }
}
