package import Kernel

/// What is wrong with the part of an address behind the question mark.
package enum QueryError: DomainError {
    /// An escape such as `%4` that stands for nothing, or bytes that are not UTF-8.
    case malformed
    case tooMany
    case unknown(String, allowed: [String])
    case repeated(String)
    case empty(String)
    case missing(String)
    case notAllowed(String, value: String, allowed: [String])
    case notANumber(String, range: ClosedRange<Int>)
    /// Another rule's error about the parameter's value.
    case invalid(String, code: String, reason: String)
    /// Parameters that contradict each other.
    case conflicting(String, reason: String)

    /// An `after` that is no list's `next`.
    package static let foreignCursor = QueryError.invalid(
        "after", code: "cursor_invalid",
        reason: "It must be the “next” of the page before, with the same filters and order.")

    package var kind: ErrorKind { .invalid }

    /// The parameter it is about.
    package var parameter: String? {
        switch self {
        case .malformed, .tooMany: nil
        case .unknown(let name, _), .repeated(let name), .empty(let name),
            .missing(let name), .notAllowed(let name, _, _), .notANumber(let name, _),
            .invalid(let name, _, _),
            .conflicting(let name, _):
            String(name.prefix(60))
        }
    }

    package var code: String {
        switch self {
        case .malformed, .tooMany: "query_malformed"
        case .unknown: "parameter_unknown"
        case .repeated: "parameter_repeated"
        case .empty: "parameter_empty"
        case .missing: "parameter_missing"
        case .notAllowed, .notANumber: "parameter_invalid"
        case .conflicting: "parameters_conflicting"
        case .invalid(_, let code, _): code
        }
    }

    package var userMessage: String {
        let name = "“\(parameter ?? "")”"
        switch self {
        case .malformed: return "The address is damaged behind its question mark."
        case .tooMany: return "The address has too many parameters."
        case .unknown(_, let allowed):
            return "There is no parameter \(name) here; there are \(Self.list(allowed))."
        case .repeated: return "The parameter \(name) is given more than once."
        case .missing: return "The parameter \(name) is missing."
        case .empty: return "The parameter \(name) has no value; leave it out or give it one."
        case .notAllowed(_, let value, let allowed):
            return "\(name) cannot be “\(value.prefix(40))”; use \(Self.list(allowed, or: true))."
        case .notANumber(_, let range):
            return "\(name) must be a whole number from \(range.lowerBound) to"
                + " \(range.upperBound)."
        case .invalid(_, _, let reason), .conflicting(_, let reason): return "\(name): \(reason)"
        }
    }

    private static func list(_ names: [String], or isChoice: Bool = false) -> String {
        guard let last = names.last, names.count > 1 else { return names.first ?? "none" }
        return names.dropLast().joined(separator: ", ") + (isChoice ? " or " : " and ") + last
    }
}
