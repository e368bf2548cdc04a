package import Kernel

/// Why something that a setting names was not fetched. It never says what was found there: whoever
/// wrote the setting must not learn about the network behind this server.
package enum OutboundError: DomainError {
    case notAnAddress
    /// Not https, or not a host on the public internet.
    case notAllowed(host: String)
    /// No such host: told as one that is not public, or names within our network could be tried.
    case unknownHost(String)
    case noAnswer(host: String)
    case tooLate(host: String)
    case tooLarge(host: String)
    case status(Int, host: String)

    package var kind: ErrorKind {
        switch self {
        case .notAnAddress, .notAllowed, .unknownHost: .invalid
        case .noAnswer, .tooLate, .tooLarge, .status: .unavailable
        }
    }

    package var code: String {
        switch self {
        case .notAnAddress: "outbound_address_invalid"
        case .notAllowed, .unknownHost: "outbound_address_not_allowed"
        case .noAnswer: "outbound_no_answer"
        case .tooLate: "outbound_too_late"
        case .tooLarge: "outbound_too_large"
        case .status: "outbound_refused"
        }
    }

    package var userMessage: String {
        switch self {
        case .notAnAddress: "This is not an address that begins with https://."
        case .notAllowed(let host), .unknownHost(let host):
            "\(host) is not on the public internet, or is not asked over https."
        case .noAnswer(let host): "\(host) did not answer."
        case .tooLate(let host): "\(host) took too long to answer."
        case .tooLarge(let host): "\(host) answered with more than expected."
        case .status(let status, let host): "\(host) answered with status \(status)."
        }
    }
}
