import Identity
import Kernel
import WebSupport

/// How somebody logs in, and where they are logged in.
struct AccountPage {
    struct Row {
        let program: String
        let address: String
        let begun: Time
        let used: Time
        let isCurrent: Bool
        let endAction: String
    }

    /// One whose login lets them in.
    struct Provider {
        let id: String
        let issuer: String
        let host: String
        let since: Time
        let used: Time
    }

    struct Company {
        let name: String
        let fieldID: String
        /// What was wrong with the name that was typed to leave it.
        let problem: String?
    }

    struct Time {
        let machine: String
        /// To the minute.
        let text: String

        init(_ instant: Instant, _ time: LocalTime) {
            machine = "\(instant)"
            text = time.minute(instant)
        }
    }

    let layout: PageLayout
    let email: String
    /// Of the times.
    let zone: String
    let hasPassword: Bool
    let hasCode: Bool
    let providers: [Provider]
    let hasProviders: Bool
    let endProviderAction: String
    /// The companies that they belong to.
    let companies: [Company]
    let hasCompanies: Bool
    let leaveAction: String
    let rows: [Row]
    let endAllAction: String

    init(
        _ sessions: [SessionListing], email: String, companies: [String],
        notLeft: String?, means: (hasPassword: Bool, hasCode: Bool), providers: [SignOnIdentity],
        time: LocalTime, layout: PageLayout
    ) {
        (hasPassword, hasCode) = means
        self.layout = layout
        self.email = email
        zone = time.zone
        self.providers = providers.map { provider in
            Provider(
                id: provider.id, issuer: provider.issuer, host: provider.host,
                since: Time(provider.createdAt, time), used: Time(provider.lastUsedAt, time))
        }
        hasProviders = !providers.isEmpty
        endProviderAction = AccountPageHandler.endProviderPath
        self.companies = companies.map { name in
            Company(
                name: name, fieldID: "leave-\(name)",
                problem: name == notLeft ? "This is not the company's name." : nil)
        }
        hasCompanies = !companies.isEmpty
        leaveAction = AccountPageHandler.leavePath
        rows = sessions.map { session in
            Row(
                program: AgentName.short(session.origin.agent),
                address: session.origin.address.isEmpty ? "–" : session.origin.address,
                begun: Time(session.createdAt, time), used: Time(session.lastSeenAt, time),
                isCurrent: session.isCurrent,
                endAction: "\(AccountPageHandler.path)/sessions/\(session.id)/end")
        }
        endAllAction = AccountPageHandler.endAllPath
    }
}
