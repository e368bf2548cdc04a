package import Kernel

/// What is wrong with a request's body, and where.
package enum APIBodyError: PointedError, Equatable {
    /// No JSON at all.
    case notJSON
    /// What the parser says of it.
    case damaged(reason: String)
    /// Something was sent to what takes nothing.
    case notTaken
    case missing(pointer: String)
    case unknown(pointer: String, allowed: [String])
    case repeated(pointer: String)
    case wrongType(pointer: String, wanted: String)
    /// Another rule's error about the value.
    case invalid(pointer: String, code: String, reason: String)

    package var kind: ErrorKind { .invalid }

    /// A JSON Pointer (RFC 6901) to the value; nil where it is the whole body.
    package var pointer: String? {
        switch self {
        case .notJSON, .damaged, .notTaken: nil
        case .missing(let pointer), .unknown(let pointer, _), .repeated(let pointer),
            .wrongType(let pointer, _), .invalid(let pointer, _, _):
            String(pointer.prefix(200))
        }
    }

    package var code: String {
        switch self {
        case .notJSON: "body_not_json"
        case .damaged: "json_invalid"
        case .notTaken: "body_not_taken"
        case .missing: "member_missing"
        case .unknown: "member_unknown"
        case .repeated: "member_repeated"
        case .wrongType: "member_type_wrong"
        case .invalid(_, let code, _): code
        }
    }

    package var userMessage: String {
        let place = "“\(pointer ?? "")”"
        return switch self {
        case .notJSON: "The body must be JSON and say so: Content-Type: application/json."
        case .damaged(let reason): "The body cannot be read as JSON: \(reason)."
        case .notTaken: "This takes no body, but for an empty object."
        case .missing: "\(place) is missing."
        case .unknown(_, let allowed):
            "There is no member \(place) here; there are \(allowed.joined(separator: ", "))."
        case .repeated: "\(place) is given more than once."
        case .wrongType(_, let wanted): "\(place) must be \(wanted)."
        case .invalid(_, _, let reason): "\(place): \(reason)"
        }
    }
}
