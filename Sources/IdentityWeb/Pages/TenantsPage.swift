import Identity
import Kernel
import Tenancy
import WebSupport

/// The companies of an installation, and the form for another.
struct TenantsPage {
    struct Row {
        let name: String
        let state: String
        let isOpen: Bool
        /// nil where nothing can be done: while it is being created.
        let action: String?
        let actionLabel: String
        let currency: String
        let members: Int
        let size: String
        let since: String
    }

    let layout: PageLayout
    let summary: String
    let search: String
    let rows: [Row]
    let hasRows: Bool
    /// The address of the next page; nil on the last.
    let next: String?
    let action: String
    let name: String
    let currency: String
    let timeZone: String
    let locale: String
    let owner: String
    let problem: String?
    /// The name of the company that was just made.
    let created: String?
    let invitation: Invitation?

    init(
        layout: PageLayout, found: (tenants: [TenantListing], hasMore: Bool),
        count: (all: Int, open: Int), search: String, draft: TenantDraft, problem: String?,
        created: String?, invitation: Invitation?
    ) {
        self.layout = layout
        let shut = count.all - count.open
        summary =
            "\(count.all) \(count.all == 1 ? "company" : "companies")"
            + (shut == 0 ? ", all open" : ", \(shut) of them not open")
        self.search = search
        rows = found.tenants.map(Self.row)
        hasRows = !rows.isEmpty
        next = found.hasMore ? found.tenants.last.map { Self.next(search, $0.name) } : nil
        action = TenantsPageHandler.path
        name = draft.name
        currency = draft.currency ?? "USD"
        timeZone = draft.timeZone ?? "UTC"
        locale = draft.locale ?? "en-US"
        owner = draft.owner ?? ""
        self.problem = problem
        self.created = created
        self.invitation = invitation
    }

    private static func row(_ tenant: TenantListing) -> Row {
        let path = "\(TenantsPageHandler.path)/\(tenant.name)"
        let (action, label): (String?, String) =
            switch tenant.status {
            case .active: ("\(path)/suspend", "Suspend")
            case .suspended: ("\(path)/resume", "Resume")
            case .deleting: ("\(path)/resume", "Bring back")
            case .creating: (nil, "")
            }
        let state =
            switch tenant.status {
            case .active: "open"
            case .suspended: "suspended"
            case .creating: "being created"
            case .deleting:
                "deleted, goes on \(tenant.deleteAfter.map(day) ?? "a day to come")"
            }
        return Row(
            name: tenant.name.text, state: state, isOpen: tenant.status == .active,
            action: action, actionLabel: label, currency: tenant.currency,
            members: tenant.members, size: size(tenant.bytes), since: day(tenant.createdAt))
    }

    /// A name has letters, digits and hyphens alone.
    private static func next(_ search: String, _ name: TenantName) -> String {
        let text = search.lowercased().filter {
            $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-")
        }
        return "\(TenantsPageHandler.path)/?q=\(text)&after=\(name)"
    }

    static func size(_ bytes: Int64) -> String {
        if bytes < 1 << 20 { return "\((bytes + 1023) >> 10) KB" }
        if bytes < 10 << 30 { return "\((bytes + (1 << 20) - 1) >> 20) MB" }
        return "\(bytes >> 30) GB"
    }

    private static func day(_ instant: Instant) -> String { String("\(instant)".prefix(10)) }
}
