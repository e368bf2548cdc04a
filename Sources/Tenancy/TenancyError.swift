package import Kernel

/// What can be wrong with a tenant or with the request for one.
package enum TenancyError: DomainError {
    /// The name has characters that a tenant's name cannot have.
    case invalidName(String)
    case nameTaken(String)
    /// Unknown, or one the asker may not know of: both read alike, so names cannot be probed.
    case notAccessible(String)
    case suspended(String)
    /// Closed, and its rows go soon.
    case deleted(String)
    /// Amounts are kept in the base currency: it is chosen with the tenant.
    case currencyFixed(String)
    case invalidLimits
    case invalidMonth
    case invalidLocale(String)
    case invalidDomain(String)
    /// What removes a tenant must name it.
    case notConfirmed(String)
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
        case .invalidName, .unknownCurrency, .unknownTimeZone, .nameNeeded, .invalidLimits,
            .invalidMonth, .invalidLocale, .invalidDomain, .notConfirmed:
            .invalid
        case .nameTaken, .currencyFixed: .conflict
        case .notAccessible, .suspended, .deleted, .notPermitted, .operatorNeeded,
            .beyondPortfolio:
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
        case .deleted: "tenant_deleted"
        case .currencyFixed: "currency_fixed"
        case .invalidLimits: "aging_limits_invalid"
        case .invalidMonth: "month_invalid"
        case .invalidLocale: "locale_invalid"
        case .invalidDomain: "domain_invalid"
        case .notConfirmed: "deletion_not_confirmed"
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
        case .deleted(let name):
            "The company “\(name)” was deleted. Whoever runs this installation can bring it back for"
                + " some days: countinghouse tenant resume \(name)"
        case .currencyFixed(let code):
            "The books are kept in \(code): another base currency would change what they say."
        case .invalidLimits:
            "The aging limits are days, each larger than the one before, such as 30, 60, 90, 120."
        case .invalidMonth: "The fiscal year begins with a month from 1 to 12."
        case .invalidLocale(let text):
            "“\(text.prefix(40))” is not a language tag such as de-DE."
        case .invalidDomain(let text):
            "“\(text.prefix(80))” is not a name on the web such as books.example.com."
        case .notConfirmed(let name): "To delete the company, its name must be given: \(name)."
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
            "Only whoever runs this installation may do this. (At its command line that is without"
                + " COUNTINGHOUSE_USER.)"
        }
    }
}
