/// What somebody wants single sign-on to be.
package struct SignOnDraft: Sendable {
    package let issuer: String
    package let clientID: String
    /// nil keeps the one there is; empty removes it.
    package let secret: String?
    package let defaultRole: Role?

    package init(issuer: String, clientID: String, secret: String?, defaultRole: Role?) {
        self.issuer = issuer
        self.clientID = clientID
        self.secret = secret
        self.defaultRole = defaultRole
    }
}
