package import Kernel

/// What can be wrong with a template: a fault of the build, found when the server starts.
package enum PageError: DomainError {
    case unparsable(String)
    /// A template lets text through unescaped.
    case unescaped(String)
    case missing(String)

    package var kind: ErrorKind { .internalFailure }

    package var code: String {
        switch self {
        case .unparsable: "template_unparsable"
        case .unescaped: "template_unescaped"
        case .missing: "template_missing"
        }
    }

    package var userMessage: String {
        switch self {
        case .unparsable(let name): "The page template “\(name)” cannot be read."
        case .unescaped(let name): "The page template “\(name)” does not escape everything."
        case .missing(let name): "There is no page template “\(name)”."
        }
    }
}
