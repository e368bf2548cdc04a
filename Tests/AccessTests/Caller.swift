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
    /// An owner, and operator, who proved long ago who they are.
    case stale
    /// An owner whose token names our tenant.
    case named
    /// Somebody who owns our tenant and another, and whose token names the other.
    case elsewhere
    /// A program with a key of our tenant: with all that a key can do, and with reading alone.
    case key, reader
    /// One that is limited to other customers than those whose ids are used, and to those.
    case apartKey = "apart-key"
    case withinKey = "within-key"
    /// A program with a key of another tenant, which uses our ids, and which names our tenant.
    case foreignKey = "foreign-key"
    case intruderKey = "intruder-key"
    /// Whoever runs the installation, at its command line; elsewhere somebody whom they made an
    /// operator and who belongs to no tenant.
    case `operator`

    private static let keys: [Caller] = [
        .key, .reader, .apartKey, .withinKey, .foreignKey, .intruderKey,
    ]
    private static let tokens: [Caller] = [.named, .elsewhere]

    static let ofRoutes = allCases.filter { !(keys + tokens).contains($0) }
    static let ofCommands = allCases.filter {
        $0 != .stale && !(keys + tokens).contains($0)
    }
    /// Who is asked for with a bearer token.
    static let ofPrograms = allCases

    /// The role in our tenant; nil outside it.
    var role: Role? { Role(rawValue: rawValue) }

    /// Whether what they make is another tenant's.
    var worksElsewhere: Bool {
        [.foreign, .intruder, .elsewhere, .foreignKey, .intruderKey].contains(self)
    }

    var isKey: Bool { Self.keys.contains(self) }

    /// Whether the request's header names our tenant.
    var namesOurs: Bool { self == .intruder || self == .intruderKey }

    /// nil where no person is behind the call.
    var email: String? {
        switch self {
        case .nobody: nil
        case .foreign, .intruder: "stranger@example.com"
        case .key, .reader, .apartKey, .withinKey, .foreignKey, .intruderKey: nil
        case .named: "owner@example.com"
        default: "\(rawValue)@example.com"
        }
    }
}
