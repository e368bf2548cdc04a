import Identity

/// What somebody who was just taken in must be told.
struct Invitation {
    let email: String
    /// The address at which they set their password, or accept; nil where it is on its way.
    let link: String?
    let isMailed: Bool
    /// They have an account and are to accept.
    let isInvited: Bool
    let days: Int

    /// - Parameter origin: of this server as the browser calls it, such as `http://host:8080`.
    init(_ added: NewUser, origin: String) {
        email = added.user.email
        link = added.link.map { "\(origin)/login/link/\($0.text)" }
        isMailed = added.isMailed
        isInvited = added.isInvited
        days = LinkPurpose.password.days
    }
}
