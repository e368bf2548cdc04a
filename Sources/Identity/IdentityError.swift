package import Kernel

/// What can be wrong with a person, a password, a session or a link.
package enum IdentityError: DomainError {
    case invalidEmail(String)
    case unknownUser(String)
    case userExists(String)
    case memberExists(String)
    case notMember
    case lastOwner
    case unknownRole(String)
    /// Says neither whether the address is known nor whether the password was wrong.
    case wrongCredentials
    case tooManyAttempts(seconds: Int)
    /// Used, expired, never given out: which one it was is nobody's business.
    case linkNotUsable
    case unknownSession
    case passwordTooShort
    case passwordTooLong
    case passwordGuessable
    case passwordsDiffer
    /// More people are logging in than passwords can be checked.
    case busy
    case hashingFailed(code: Int)

    package var kind: ErrorKind {
        switch self {
        case .invalidEmail, .passwordTooShort, .passwordTooLong, .passwordGuessable,
            .passwordsDiffer, .unknownRole:
            .invalid
        case .unknownUser, .notMember, .linkNotUsable, .unknownSession: .notFound
        case .userExists, .memberExists, .lastOwner: .conflict
        case .wrongCredentials: .unauthenticated
        case .tooManyAttempts, .busy: .unavailable
        case .hashingFailed: .internalFailure
        }
    }

    package var code: String {
        switch self {
        case .invalidEmail: "email_invalid"
        case .unknownUser: "user_unknown"
        case .userExists: "user_exists"
        case .memberExists: "member_exists"
        case .notMember: "member_unknown"
        case .lastOwner: "last_owner"
        case .unknownRole: "role_unknown"
        case .wrongCredentials: "credentials_wrong"
        case .tooManyAttempts: "too_many_attempts"
        case .linkNotUsable: "link_not_usable"
        case .unknownSession: "session_unknown"
        case .passwordTooShort: "password_too_short"
        case .passwordTooLong: "password_too_long"
        case .passwordGuessable: "password_guessable"
        case .passwordsDiffer: "passwords_differ"
        case .busy: "login_busy"
        case .hashingFailed: "password_hashing_failed"
        }
    }

    package var userMessage: String {
        switch self {
        case .invalidEmail(let text): "“\(text.prefix(80))” is not an e-mail address."
        case .unknownUser(let email): "There is no user \(email.prefix(80))."
        case .userExists(let email):
            "\(email.prefix(80)) has a password already. For a new one run: countinghouse user"
                + " reset-password \(email.prefix(80))"
        case .memberExists(let email): "\(email.prefix(80)) belongs to this company already."
        case .notMember: "Nobody of this company is meant by that."
        case .lastOwner:
            "This is the only owner. Make somebody else an owner first: a tenant without one could"
                + " not be managed any more."
        case .unknownRole(let text):
            "“\(text.prefix(40))” is no role. There are \(Role.allCases.map(\.rawValue).joined(separator: ", "))."
        case .wrongCredentials: "The e-mail address or the password is wrong."
        case .tooManyAttempts(let seconds):
            "Too many attempts failed. Please try again in \(Self.waiting(seconds))."
        case .linkNotUsable:
            "This link has been used already, has expired, or was never given out."
        case .unknownSession: "You have no such session; it may have ended already."
        case .passwordTooShort:
            "A password needs at least \(PasswordRules.lengthMin) characters. Several words make"
                + " a good one."
        case .passwordTooLong:
            "A password may have at most \(PasswordRules.bytesMax) bytes."
        case .passwordGuessable: "This password is too easy to guess. Please take another one."
        case .passwordsDiffer: "The two passwords are not the same."
        case .busy: "Too many people are logging in just now. Please try again in a moment."
        case .hashingFailed: "The password could not be processed."
        }
    }

    private static func waiting(_ seconds: Int) -> String {
        switch seconds {
        case ...1: "a second"
        case ..<120: "\(seconds) seconds"
        default: "\((seconds + 59) / 60) minutes"
        }
    }
}
