/// What somebody is told about their account after it happened, so that a change which was not
/// theirs does not go unnoticed.
package enum MailNotice: Sendable {
    case passwordChanged
    case secondFactorAdded
    case secondFactorRemoved
    case recoveryCodesRenewed
    case signOnConnected(issuer: String)
    case signOnDisconnected(issuer: String)

    var subject: String {
        switch self {
        case .passwordChanged: "Your password was changed"
        case .secondFactorAdded: "A second factor was added to your account"
        case .secondFactorRemoved: "The second factor of your account was removed"
        case .recoveryCodesRenewed: "The recovery codes of your account were renewed"
        case .signOnConnected: "Your account was connected to another login"
        case .signOnDisconnected: "Your account was disconnected from another login"
        }
    }

    var sentence: String {
        switch self {
        case .passwordChanged:
            "The password of your Countinghouse account was changed, and every session was ended."
        case .secondFactorAdded:
            "Logging in to your Countinghouse account now also takes a code from a device."
        case .secondFactorRemoved:
            "Logging in to your Countinghouse account takes no code from a device any more."
        case .recoveryCodesRenewed:
            "Your Countinghouse account has new recovery codes; the old ones do not work any more."
        case .signOnConnected(let issuer):
            "Your Countinghouse account can now be entered with a login at \(issuer.prefix(200))."
        case .signOnDisconnected(let issuer):
            "Your Countinghouse account can be entered with a login at \(issuer.prefix(200)) no more."
        }
    }
}
