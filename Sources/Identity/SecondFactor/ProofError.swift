package import Kernel

/// What can be wrong with a proof of who somebody is, beyond their first password.
package enum ProofError: DomainError {
    /// The first proof was right; a code is owed, and the token is what it is sent with.
    case codeNeeded(SecretToken)
    case wrongCode
    /// A password, or a code, that was asked for again: which of them is not said.
    case wrongProof
    case wrongOldOne
    /// Logging in was begun too long ago.
    case loginExpired
    /// Somebody who has neither a password nor a second factor.
    case nothingToProveWith
    /// Setting a second factor up was begun too long ago, or never.
    case notOffered
    /// What concerns a person in several tenants is not one tenant's to do.
    case memberElsewhere
    case unknownRoles

    package var kind: ErrorKind {
        switch self {
        case .codeNeeded, .wrongCode, .loginExpired: .unauthenticated
        case .wrongProof, .wrongOldOne, .unknownRoles: .invalid
        case .nothingToProveWith, .notOffered: .conflict
        case .memberElsewhere: .forbidden
        }
    }

    package var code: String {
        switch self {
        case .codeNeeded: "second_factor_needed"
        case .wrongCode: "code_wrong"
        case .wrongProof: "proof_wrong"
        case .wrongOldOne: "old_password_wrong"
        case .loginExpired: "login_expired"
        case .nothingToProveWith: "nothing_to_prove_with"
        case .notOffered: "second_factor_not_offered"
        case .memberElsewhere: "member_elsewhere"
        case .unknownRoles: "roles_unknown"
        }
    }

    package var userMessage: String {
        switch self {
        case .codeNeeded: "A code of your second factor is needed as well."
        case .wrongCode:
            "This code is wrong, too old, or was used before. Wait for the next one and try it."
        case .wrongProof: "The password or the code is wrong."
        case .wrongOldOne: "The old password is wrong."
        case .loginExpired: "Logging in took too long. Please begin again."
        case .nothingToProveWith:
            "You have neither a password nor a second factor. Log out, and log in again the way"
                + " you did."
        case .notOffered: "Setting this up took too long. Please begin again."
        case .memberElsewhere:
            "This person works for other companies too, so their sessions are not yours to end."
                + " Take them out of this company instead: that works at once."
        case .unknownRoles: "A second factor can be asked of people's roles only."
        }
    }
}
