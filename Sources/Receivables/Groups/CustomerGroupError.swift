package import Kernel

/// What can be wrong with a group of customers.
package enum CustomerGroupError: DomainError, Equatable {
    case name
    case nameTaken(String)
    case unknown
    case unknownName(String)
    /// It still has customers.
    case notEmpty

    package var kind: ErrorKind {
        switch self {
        case .name: .invalid
        case .unknown, .unknownName: .notFound
        case .nameTaken, .notEmpty: .conflict
        }
    }

    package var code: String {
        switch self {
        case .name: "group_name_invalid"
        case .nameTaken: "group_name_taken"
        case .unknown, .unknownName: "group_unknown"
        case .notEmpty: "group_not_empty"
        }
    }

    package var userMessage: String {
        switch self {
        case .name:
            "A group needs a name of at most \(CustomerGroupService.nameLengthMax) characters, on one"
                + " line."
        case .nameTaken(let name): "There is a group “\(name.prefix(100))” already."
        case .unknown: "There is no such group."
        case .unknownName(let name): "There is no group “\(name.prefix(100))”."
        case .notEmpty: "The group still has customers: put them into another one first."
        }
    }
}
