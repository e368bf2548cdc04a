/// Who acts: for records of what was done, never for deciding what is allowed.
package enum Actor: Hashable, Sendable, CustomStringConvertible {
    /// Somebody at the machine's own command line.
    case commandLine
    /// Somebody who reached the server over HTTP from this machine.
    case localVisitor
    /// Somebody who logged in.
    case person(id: Int64, email: String)
    /// Another program, by a key that a tenant gave it.
    case program(id: Int64, name: String)
    /// The program itself: rollups, demonstration data.
    case system
    /// Somebody who is not known yet: whoever tries to log in.
    case nobody

    /// As records name it. Not for logs, where no address of a person belongs.
    package var description: String {
        switch self {
        case .commandLine: "command line"
        case .localVisitor: "local visitor"
        case .person(_, let email): email
        case .program(_, let name): "key “\(name)”"
        case .system: "system"
        case .nobody: "nobody"
        }
    }
}
