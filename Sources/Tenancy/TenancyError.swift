package import Kernel

/// What can be wrong with a tenant or with the request for one.
package enum TenancyError: DomainError {
    /// The name has characters that a tenant's name cannot have.
    case invalidName(String)
    case nameTaken(String)
    /// Unknown, or one the asker may not know of: both read alike, so names cannot be probed.
    case notAccessible(String)
    case suspended(String)
    /// There is not exactly one tenant, so one must be named.
    case nameNeeded(count: Int)
    case unknownCurrency(String)
    case unknownTimeZone(String)
    /// The database login cannot create the roles a tenant needs.
    case cannotCreateRoles
    case notMigrated
    case notPermitted(Permission)
    /// Somebody who is limited to some customers asked for what is about all of them.
    case beyondPortfolio
    /// What concerns the whole installation is done by whoever runs it, not by a member.
    case operatorNeeded

    package var kind: ErrorKind {
        switch self {
        case .invalidName, .unknownCurrency, .unknownTimeZone, .nameNeeded: .invalid
        case .nameTaken: .conflict
        case .notAccessible, .suspended, .notPermitted, .operatorNeeded, .beyondPortfolio:
            .forbidden
        case .cannotCreateRoles, .notMigrated: .unavailable
        }
    }

    package var code: String {
        switch self {
        case .invalidName: "tenant_name_invalid"
        case .nameTaken: "tenant_name_taken"
        case .notAccessible: "tenant_not_accessible"
        case .suspended: "tenant_suspended"
        case .nameNeeded: "tenant_needed"
        case .unknownCurrency: "currency_unknown"
        case .unknownTimeZone: "time_zone_unknown"
        case .cannotCreateRoles: "database_login_cannot_create_roles"
        case .notMigrated: "database_not_migrated"
        case .notPermitted: "not_permitted"
        case .beyondPortfolio: "beyond_portfolio"
        case .operatorNeeded: "operator_needed"
        }
    }

    package var userMessage: String {
        switch self {
        case .invalidName(let name):
            "“\(name.prefix(60))” cannot be a tenant's name: use lower-case letters, digits and"
                + " hyphens, beginning with a letter, at most \(TenantName.lengthMax)."
        case .nameTaken(let name): "There is already a tenant named “\(name)”."
        case .notAccessible(let name):
            "There is no company “\(name.prefix(60))” that you may use."
        case .suspended(let name): "The company “\(name)” is suspended."
        case .nameNeeded(let count):
            count == 0
                ? "There is no tenant yet. Create one with: countinghouse tenant create NAME"
                : "There are \(count) companies; say which one is meant."
        case .unknownCurrency(let code):
            "“\(code.prefix(20))” is not an ISO 4217 currency code."
        case .unknownTimeZone(let name):
            "“\(name.prefix(60))” is not a time zone name such as Europe/Berlin."
        case .cannotCreateRoles:
            "The database login may not create roles. Give it CREATEROLE, or set"
                + " DATABASE_OWNER_URL to a login that may."
        case .notMigrated:
            "The database is not set up for this version. Run: countinghouse migrate"
        case .notPermitted(let permission):
            "You may not \(permission.phrase)."
        case .beyondPortfolio:
            "You may see the customers of your portfolio; this is about the whole company."
        case .operatorNeeded:
            "Only whoever runs this installation may do this: leave COUNTINGHOUSE_USER unset."
        }
    }
}
