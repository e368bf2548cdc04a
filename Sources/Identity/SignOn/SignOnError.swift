package import Kernel

/// What can be wrong with single sign-on: its settings, an answer of the provider, or who comes.
package enum SignOnError: DomainError {
    case notSetUp
    case invalidIssuer
    case invalidClient
    case invalidRole
    case invalidDomain(String)
    /// Another tenant has it.
    case domainTaken(String)
    case unknownDomain(String)
    /// The provider's own description does not fit what is set.
    case wrongMetadata
    /// The browser did not begin this login, took too long, or has used it already.
    case attemptNotUsable
    /// What the provider said instead of yes.
    case refusedByProvider
    case exchangeRefused
    case tokenRefused(IDTokenFault)
    /// No address, or one that the provider does not vouch for.
    case emailNotVerified
    case domainNotVerified
    /// Somebody has this address who logs in otherwise.
    case accountExists
    case otherAddress
    /// Whoever connects an account is in it by the provider's word alone.
    case ownProofNeeded
    case notInvited
    case notMember
    /// Nobody's, somebody else's, or one that was ended already.
    case unknownIdentity
    /// Nothing else would let the person in.
    case passwordNeeded

    package var kind: ErrorKind {
        switch self {
        case .notSetUp, .unknownDomain, .unknownIdentity: .notFound
        case .invalidIssuer, .invalidClient, .invalidRole, .invalidDomain, .attemptNotUsable:
            .invalid
        case .domainTaken, .accountExists, .otherAddress, .passwordNeeded: .conflict
        case .wrongMetadata, .exchangeRefused, .refusedByProvider: .unavailable
        case .tokenRefused, .emailNotVerified, .domainNotVerified, .notInvited, .notMember,
            .ownProofNeeded:
            .forbidden
        }
    }

    /// Whether a password of their own leads on, which somebody may not have yet.
    package var asksForPassword: Bool {
        switch self {
        case .accountExists, .ownProofNeeded, .passwordNeeded: true
        default: false
        }
    }

    package var code: String {
        switch self {
        case .notSetUp: "sign_on_not_set_up"
        case .invalidIssuer: "sign_on_issuer_invalid"
        case .invalidClient: "sign_on_client_invalid"
        case .invalidRole: "sign_on_role_invalid"
        case .invalidDomain: "sign_on_domain_invalid"
        case .domainTaken: "sign_on_domain_taken"
        case .unknownDomain: "sign_on_domain_unknown"
        case .wrongMetadata: "sign_on_metadata_wrong"
        case .attemptNotUsable: "sign_on_attempt_not_usable"
        case .refusedByProvider: "sign_on_refused"
        case .exchangeRefused: "sign_on_exchange_refused"
        case .tokenRefused: "sign_on_token_refused"
        case .emailNotVerified: "sign_on_email_not_verified"
        case .domainNotVerified: "sign_on_domain_not_verified"
        case .accountExists: "sign_on_account_exists"
        case .otherAddress: "sign_on_other_address"
        case .ownProofNeeded: "sign_on_own_proof_needed"
        case .notInvited: "sign_on_not_invited"
        case .notMember: "sign_on_not_member"
        case .unknownIdentity: "sign_on_identity_unknown"
        case .passwordNeeded: "sign_on_password_needed"
        }
    }

    package var userMessage: String {
        switch self {
        case .notSetUp: "There is no single sign-on for this."
        case .invalidIssuer: "The issuer must be an address that begins with https://."
        case .invalidClient: "A client id is needed; it and the secret have at most 500 characters."
        case .invalidRole: "Newcomers can become admin, accountant, collector or viewer."
        case .invalidDomain(let text): "“\(text.prefix(80))” is not a domain such as example.com."
        case .domainTaken(let domain): "\(domain) belongs to another company."
        case .unknownDomain(let domain): "\(domain.prefix(80)) is not a domain of this company."
        case .wrongMetadata: "The provider describes itself differently from what is set here."
        case .attemptNotUsable:
            "This login was begun in another browser, has taken too long, or is over. Begin again."
        case .refusedByProvider: "The provider did not log you in."
        case .exchangeRefused: "The provider did not confirm the login."
        case .tokenRefused(let fault):
            "The provider's confirmation was not accepted (\(fault.rawValue))."
        case .emailNotVerified: "The provider does not vouch for your e-mail address."
        case .domainNotVerified:
            "Your e-mail address is not of a domain that belongs to this company here."
        case .accountExists:
            "There is an account with your address already. Log in with its password once, and"
                + " connect it at single sign-on."
        case .otherAddress: "The provider's login is for another address than your account."
        case .ownProofNeeded:
            "You are logged in by the provider's word alone, which connects nothing. Log in with your"
                + " password instead, and connect the account then."
        case .notInvited: "Nobody has taken you in here yet. Ask an administrator."
        case .notMember:
            "You do not belong to this company any more. An administrator can take you in again."
        case .unknownIdentity:
            "No such provider logs you in; it may have been ended already."
        case .passwordNeeded:
            "Set a password first: without one nothing would let you into your account any more."
                + " “Forgot your password?” has a link sent to you that sets one."
        }
    }
}
