/// Who acts: for records of what was done, never for deciding what is allowed.
package enum Actor: Hashable, Sendable, CustomStringConvertible {
    /// Somebody at the machine's own command line.
    case commandLine
    /// Somebody who reached the server over HTTP from this machine.
    case localVisitor
    /// The program itself: rollups, demonstration data.
    case system

    package var description: String {
        switch self {
        case .commandLine: "command line"
        case .localVisitor: "local visitor"
        case .system: "system"
        }
    }
}
