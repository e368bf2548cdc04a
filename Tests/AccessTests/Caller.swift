import Identity

/// Who tries something: a column of the tables.
enum Caller: String, CaseIterable, Sendable {
    /// Not logged in; on the command line an address that nobody has.
    case nobody
    /// An owner of another tenant, who works there and uses our ids.
    case foreign
    /// The same, who names our tenant.
    case intruder
    case viewer, collector, accountant, admin, owner, service
    /// A collector who is limited to other customers than those whose ids are used.
    case portfolio
    /// A collector who is limited to those.
    case within
    /// Whoever runs the installation, at its command line.
    case `operator`

    static let ofRoutes = allCases.filter { $0 != .operator }
    static let ofCommands = allCases

    /// The role in our tenant; nil outside it.
    var role: Role? { Role(rawValue: rawValue) }

    /// nil where no person is behind the call.
    var email: String? {
        switch self {
        case .nobody, .operator: nil
        case .foreign, .intruder: "stranger@example.com"
        default: "\(rawValue)@example.com"
        }
    }
}
