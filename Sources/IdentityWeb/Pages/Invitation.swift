import Identity

/// What somebody who was just taken in must be told.
struct Invitation {
    let email: String
    /// The address at which they set their password; nil where they can log in already.
    let link: String?
    let isMailed: Bool
    let isThere: Bool
    let days: Int

    /// - Parameter origin: of this server as the browser calls it, such as `http://host:8080`.
    init(_ added: NewUser, origin: String) {
        email = added.user.email
        link = added.link.map { "\(origin)/login/link/\($0.text)" }
        isMailed = added.isMailed
        isThere = added.link == nil && !added.isMailed
        days = LinkPurpose.password.days
    }
}
