import Identity
import Kernel
import Tenancy
import WebSupport

/// The keys of a tenant's programs, and the form for another.
struct KeysPage {
    struct Row {
        let name: String
        let scopes: String
        /// What it was made for and whoever made it may not do any more; nil for nothing.
        let asleep: String?
        /// The customers that it sees.
        let customers: String
        let author: String
        let used: String
        let expires: String
        let isExpired: Bool
        let revokeAction: String
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
        rows = keys.map { key in
            let asleep = key.permissions.subtracting(key.effective)
            return Row(
                name: key.name, scopes: Self.names(key.effective),
                asleep: asleep.isEmpty ? nil : Self.names(asleep),
                customers: PortfolioChoice.names(key.portfolio, of: groups),
                author: key.author, used: key.lastUsedAt.map(Self.day) ?? "never",
                expires: Self.day(key.expiresAt), isExpired: key.expiresAt <= now,
                revokeAction: "\(KeysPageHandler.path)/\(key.id)/revoke")
        }
        hasRows = !rows.isEmpty
        choice = PortfolioChoice(groups, chosen: nil)
        let allowed = KeyService.scopes(of: scope)
        options = Permission.allCases.filter(allowed.contains).map {
            ScopeOption(
                value: $0.rawValue, label: $0.phrase.prefix(1).uppercased() + $0.phrase.dropFirst())
        }
        action = KeysPageHandler.path
        days = KeyService.daysStandard
        daysMax = KeyService.daysMax
        nameLengthMax = KeyService.nameLengthMax
        self.name = name
        self.problem = problem
        self.secret = secret?.text
    }

    private static func names(_ permissions: Set<Permission>) -> String {
        permissions.isEmpty
            ? "nothing" : permissions.map(\.rawValue).sorted().joined(separator: ", ")
    }

    private static func day(_ instant: Instant) -> String { String("\(instant)".prefix(10)) }
}
