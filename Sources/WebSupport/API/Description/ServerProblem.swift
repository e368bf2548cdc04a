import Kernel

/// What goes wrong on the server's side, as the API's description names it.
enum ServerProblem: DomainError {
    case unforeseen
    case tooSlow

    var kind: ErrorKind {
        switch self {
        case .unforeseen: .internalFailure
        case .tooSlow: .timeout
        }
    }

    var code: String {
        switch self {
        case .unforeseen: "internal_error"
        case .tooSlow: "timeout"
        }
    }

    var userMessage: String { "Something went wrong on our side." }
}
