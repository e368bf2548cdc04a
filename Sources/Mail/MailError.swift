package import Kernel

/// What can be wrong with a message before anybody sends it, or with the settings of who sends.
package enum MailError: DomainError {
    /// Nothing that every mail server takes as an address.
    case address(String)
    /// A name, a subject or a header with a line break or another control character.
    case controlCharacter
    case headerName(String)
    case tooLarge
    /// The address of the mail server cannot be used; the reason stands in words.
    case serverAddress(String)

    package var kind: ErrorKind {
        switch self {
        case .tooLarge: .tooLarge
        default: .invalid
        }
    }

    package var code: String {
        switch self {
        case .address: "mail_address_invalid"
        case .controlCharacter: "mail_header_invalid"
        case .headerName: "mail_header_name_invalid"
        case .tooLarge: "mail_too_large"
        case .serverAddress: "mail_server_invalid"
        }
    }

    package var userMessage: String {
        switch self {
        case .address(let text): "No mail can be sent to “\(text.prefix(80))”."
        case .controlCharacter: "A line of a mail's head may hold no control characters."
        case .headerName(let text): "“\(text.prefix(40))” cannot be the name of a mail's header."
        case .tooLarge: "This mail is too large."
        case .serverAddress(let reason): reason
        }
    }
}
