package import Kernel

/// Why the demonstration company is not there.
package enum DemoError: DomainError {
    /// A tenant of its name holds something else, which is left alone.
    case notTheDemonstration(String)
    /// Somebody else keeps writing the same documents.
    case busy

    package var kind: ErrorKind {
        switch self {
        case .notTheDemonstration: .conflict
        case .busy: .unavailable
        }
    }

    package var code: String {
        switch self {
        case .notTheDemonstration: "not_the_demonstration"
        case .busy: "demonstration_busy"
        }
    }

    package var userMessage: String {
        switch self {
        case .notTheDemonstration(let name):
            "The tenant “\(name)” is not the demonstration company, so nothing was added to it."
        case .busy: "The demonstration is being loaded elsewhere. Start it again in a moment."
        }
    }
}
