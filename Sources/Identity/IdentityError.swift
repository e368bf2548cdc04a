package import Kernel

/// What can be wrong with a person, a password, a session or a link.
package enum IdentityError: ThrottledError {
    case invalidEmail(String)
    case unknownUser(String)
    case userExists(String)
    case memberExists(String)
    case invitedAlready(String)
    case unknownInvitation
    /// Somebody else is logged in than the one who was invited.
    case invitationOfAnother
    case notMember
    case lastOwner
    /// Who had the link that set one's password may know it: it is to open no more than it does.
    case ownPasswordNeeded
    /// The same of a member who is to become an owner.
    case ownPasswordOfMemberNeeded
    /// A role that cannot be limited to a portfolio.
    case roleSeesAll(Role)
    /// Neither all customers nor some groups.
    case portfolioUnclear
    /// A group of customers that is not there.
    case unknownGroup
    case unknownRole(String)
    /// Says neither whether the address is known nor whether the password was wrong.
    case wrongCredentials
    case tooManyAttempts(seconds: Int)
    /// Used, expired, never given out: which one it was is nobody's business.
    case linkNotUsable
    case unknownSession
    case unknownKey
    case keyNameMissing
    /// A key that could do nothing, or more than a program or its maker may.
    case keyScopes
    case keyLifetime
    /// A key for some customers that could do what touches all of them.
    case keySeesAll
    /// A refresh token that is unknown, expired or was used before.
    case tokenNotUsable
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
            .passwordsDiffer, .unknownRole, .portfolioUnclear, .unknownGroup, .keyNameMissing,
            .keyScopes,
            .keyLifetime, .keySeesAll:
            .invalid
        case .unknownUser, .notMember, .linkNotUsable, .unknownSession, .unknownKey,
            .unknownInvitation:
            .notFound
        case .userExists, .memberExists, .invitedAlready, .lastOwner, .roleSeesAll,
            .ownPasswordNeeded, .ownPasswordOfMemberNeeded:
            .conflict
        case .invitationOfAnother: .forbidden
        case .wrongCredentials, .tokenNotUsable: .unauthenticated
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
        case .invitedAlready: "member_invited"
        case .unknownInvitation: "invitation_unknown"
        case .invitationOfAnother: "invitation_of_another"
        case .notMember: "not_a_member"
        case .lastOwner: "last_owner"
        case .ownPasswordNeeded, .ownPasswordOfMemberNeeded: "own_password_needed"
        case .roleSeesAll: "role_sees_all"
        case .portfolioUnclear: "portfolio_unclear"
        case .unknownGroup: "portfolio_group_unknown"
        case .unknownRole: "role_unknown"
        case .wrongCredentials: "credentials_wrong"
        case .tooManyAttempts: "too_many_attempts"
        case .linkNotUsable: "link_not_usable"
        case .unknownSession: "session_unknown"
        case .unknownKey: "key_unknown"
        case .keyNameMissing: "key_name_missing"
        case .keyScopes: "key_scopes_wrong"
        case .keyLifetime: "key_lifetime_wrong"
        case .keySeesAll: "key_sees_all"
        case .tokenNotUsable: "token_not_usable"
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
        case .invitedAlready(let email):
            "\(email.prefix(80)) is invited already. Send the invitation again, or take it back first."
        case .unknownInvitation: "There is no such invitation any more."
        case .invitationOfAnother:
            "This invitation is for somebody else than the person who is logged in."
        case .notMember: "Nobody of this company is meant by that."
        case .lastOwner:
            "This is the only owner. Make somebody else an owner first: a tenant without one could"
                + " not be managed any more."
        case .ownPasswordNeeded:
            "Your password was set with a link that a company handed out, so somebody else may"
                + " know it. Set one that is yours alone first: log out and choose “Forgot your"
                + " password?”, or ask whoever runs this installation for a link. Then accept."
        case .ownPasswordOfMemberNeeded:
            "The link that lets this member in was handed out by the company's people, so"
                + " somebody else may log in as them. They have to set a password of their own"
                + " before they become an owner: by “Forgot your password?”, or with a link from"
                + " whoever runs the installation."
        case .roleSeesAll(let role):
            "The role \(role.rawValue) sees all customers. Only a collector or a viewer can be limited to"
                + " some: change the one before the other."
        case .portfolioUnclear:
            "Choose either all customers, or one group or more."
        case .unknownGroup: "There is no such group of customers."
        case .unknownRole(let text):
            "“\(text.prefix(40))” is no role. There are \(Role.allCases.map(\.rawValue).joined(separator: ", "))."
        case .wrongCredentials: "The e-mail address or the password is wrong."
        case .tooManyAttempts(let seconds):
            "Too many attempts failed. Please try again in \(Self.waiting(seconds))."
        case .linkNotUsable:
            "This link has been used already, has expired, or was never given out."
        case .unknownSession: "You have no such session; it may have ended already."
        case .unknownKey: "There is no such key; it may have been taken back already."
        case .keyNameMissing:
            "A key needs a name of at most \(KeyService.nameLengthMax) characters, on one line."
        case .keyScopes:
            "A key may do one or more of the things that programs may do and that you may do"
                + " yourself."
        case .keyLifetime:
            "A key lasts between 1 and \(KeyService.daysMax) days."
        case .keySeesAll:
            "A key that is limited to some customers reads and writes notes, and does nothing else."
        case .tokenNotUsable: "This token cannot be used. Please log in again."
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

    package var retryAfterSeconds: Int? {
        if case .tooManyAttempts(let seconds) = self { seconds } else { nil }
    }

    private static func waiting(_ seconds: Int) -> String {
        switch seconds {
        case ...1: "a second"
        case ..<120: "\(seconds) seconds"
        default: "\((seconds + 59) / 60) minutes"
        }
    }
}
