package import Kernel

/// Why a JSON document cannot be read. Lines count from 1.
package enum JSONError: DomainError, Hashable {
    /// What is wrong on the line: "a comma is missing".
    case invalid(line: Int, reason: String)
    /// Arrays and objects within each other, more than the limit.
    case tooDeep(line: Int, depthMax: Int)
    /// More in one record or report than is kept in memory.
    case tooManyValues(line: Int, valuesMax: Int)

    package var kind: ErrorKind {
        switch self {
        case .invalid, .tooDeep: .invalid
        case .tooManyValues: .tooLarge
        }
    }

    package var code: String {
        switch self {
        case .invalid: "json_invalid"
        case .tooDeep: "json_too_deep"
        case .tooManyValues: "json_too_many_values"
        }
    }

    /// Where and what, without the sentence around it.
    package var place: String {
        switch self {
        case .invalid(let line, let reason): "on line \(line) \(reason)"
        case .tooDeep(let line, let max): "line \(line) is nested deeper than \(max) levels"
        case .tooManyValues(let line, let max):
            "up to line \(line) one record has more than \(max) values"
        }
    }

    package var userMessage: String { "The JSON document cannot be read: \(place)." }
}
