import Identity
import Kernel
import Tenancy
import WebSupport

/// The keys of a tenant's programs, and the form for another.
struct KeysPage {
    struct Row {
        let name: String
        let scopes: [ScopeWords]
        /// The customers that it sees.
        let customers: String
        let author: String
        let used: String
        let expires: String
        let isExpired: Bool
        let revokeAction: String
    }

    struct ScopeWords {
        let words: String
        /// Whether whoever made the key may not do that any more.
        let isAsleep: Bool
    }

    struct ScopeOption {
        let value: String
        let label: String
    }

    let layout: PageLayout
    let tenant: String
    let hasAudit: Bool
    let rows: [Row]
    let hasRows: Bool
    let options: [ScopeOption]
    let choice: PortfolioChoice
    let action: String
    let days: Int
    let daysMax: Int
    let nameLengthMax: Int
    /// As it was typed, where something was wrong.
    let name: String
    let problem: String?
    /// Of the key that was just made: shown here and never again.
    let secret: String?

    init(
        _ keys: [APIKey], groups: [PortfolioGroup], scope: Scope, layout: PageLayout, now: Instant,
        name: String = "",
        problem: String? = nil, secret: KeySecret? = nil
    ) {
        self.layout = layout
        tenant = scope.tenant.name.text
        hasAudit = scope.permissions.contains(.readAudit)
        let time = LocalTime(scope.tenant)
        rows = keys.map { key in
            Row(
                name: key.name, scopes: Self.scopes(of: key),
                customers: PortfolioChoice.names(key.portfolio, of: groups),
                author: key.author, used: key.lastUsedAt.map(time.day) ?? "never",
                expires: time.day(key.expiresAt), isExpired: key.expiresAt <= now,
                revokeAction: "\(KeysPageHandler.path)/\(key.id)/revoke")
        }
        hasRows = !rows.isEmpty
        choice = PortfolioChoice(groups, chosen: nil)
        let allowed = KeyService.scopes(of: scope)
        options = Permission.allCases.filter(allowed.contains).map {
            ScopeOption(value: $0.rawValue, label: Self.words($0))
        }
        action = KeysPageHandler.path
        days = KeyService.daysStandard
        daysMax = KeyService.daysMax
        nameLengthMax = KeyService.nameLengthMax
        self.name = name
        self.problem = problem
        self.secret = secret?.text
    }

    private static func scopes(of key: APIKey) -> [ScopeWords] {
        Permission.allCases.filter(key.permissions.contains).map {
            ScopeWords(words: words($0), isAsleep: !key.effective.contains($0))
        }
    }

    /// As the page of roles calls it.
    private static func words(_ permission: Permission) -> String {
        permission.phrase.prefix(1).uppercased() + permission.phrase.dropFirst()
    }
}
