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
        /// Where one that is open is closed, and one that is not is opened; nil where it cannot be.
        let suspend: String?
        let resume: String?
        let resumeLabel: String
        let fieldID: String
        /// What was wrong with the name that was typed to close it.
        let nameProblem: String?
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
        count: (all: Int, open: Int), search: String, time: LocalTime,
        notSuspended: TenantName?, draft: TenantDraft, problem: String?,
        created: String?, invitation: Invitation?
    ) {
        self.layout = layout
        let shut = count.all - count.open
        summary =
            "\(count.all) \(count.all == 1 ? "company" : "companies")"
            + (shut == 0 ? ", all open" : ", \(shut) of them not open")
        self.search = search
        rows = found.tenants.map { Self.row($0, time, isWrong: $0.name == notSuspended) }
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

    private static func row(
        _ tenant: TenantListing, _ time: LocalTime, isWrong: Bool
    ) -> Row {
        let path = "\(TenantsPageHandler.path)/\(tenant.name)"
        let isShut = tenant.status == .suspended || tenant.status == .deleting
        let state =
            switch tenant.status {
            case .active: "open"
            case .suspended: "suspended"
            case .creating: "being created"
            case .deleting:
                "deleted, goes on \(tenant.deleteAfter.map(time.day) ?? "a day to come")"
            }
        return Row(
            name: tenant.name.text, state: state, isOpen: tenant.status == .active,
            suspend: tenant.status == .active ? "\(path)/suspend" : nil,
            resume: isShut ? "\(path)/resume" : nil,
            resumeLabel: tenant.status == .deleting ? "Bring back" : "Resume",
            fieldID: "suspend-\(tenant.name)",
            nameProblem: isWrong ? "This is not the company's name." : nil,
            currency: tenant.currency, members: tenant.members, size: size(tenant.bytes),
            since: time.day(tenant.createdAt))
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
}
