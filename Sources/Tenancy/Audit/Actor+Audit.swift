extension Actor {
    /// As records name it.
    var auditKind: String {
        switch self {
        case .commandLine: "command_line"
        case .localVisitor: "local"
        case .person: "person"
        case .program: "key"
        case .system: "system"
        case .nobody: "nobody"
        }
    }

    /// Of a person or a key.
    var auditID: Int64? {
        switch self {
        case .person(let id, _), .program(let id, _): id
        case .commandLine, .localVisitor, .system, .nobody: nil
        }
    }
}
