import Formats
import Tenancy
import WebSupport

/// The objects of the API's answers about companies.
enum TenantObjects {
    /// A company with what its first owner needs.
    struct Created: Sendable {
        let tenant: Tenant
        let invitation: String?
    }

    static let tenant = APIObject<Tenant>(
        "Tenant", "A company.",
        facts { $0 } + [
            APIField(
                "aging_limits", "The last day of each bucket but the last.",
                .list(of: .integer(1...36_500))
            ) { tenant, json in
                json.beginArray()
                for days in tenant.agingLimits { json.integer(Int64(days)) }
                json.endArray()
            },
            .integer("fiscal_year_start", "The month that its year begins with.", 1...12) {
                Int64($0.fiscalYearStart)
            },
            .optionalText(
                "domain", "Its own name on the web.", .text(1...300, example: "books.example.com")
            ) { $0.domain },
        ])

    static let created = APIObject<Created>(
        "CreatedTenant", "A company that was just made.",
        facts { $0.tenant } + [
            .optionalText(
                "invitation",
                "Where the owner sets a password, or accepts with an account; null where that was sent"
                    + " to them.",
                .text(1...2_000, example: "https://books.example.com/login/link/Ak_HIIz")
            ) { $0.invitation }
        ])

    private static func facts<Value>(
        _ get: @escaping @Sendable (Value) -> Tenant
    ) -> [APIField<Value>] {
        [
            .id("id", "Ours.") { get($0).id },
            .text("name", "What people and addresses call it.", TenantMembers.nameText) {
                get($0).name.text
            },
            .text(
                "status", "Whether it is open.",
                .words(Tenant.Status.allCases.map(\.rawValue))
            ) { get($0).status.rawValue },
            .text("currency", "In which its books are kept.", .currency) {
                get($0).currency.code
            },
            .text("time_zone", "Where its days begin.", TenantMembers.zoneText) {
                get($0).timeZone.name
            },
            .text("locale", "How its dates and numbers are written.", TenantMembers.localeText) {
                get($0).locale
            },
        ]
    }
}
