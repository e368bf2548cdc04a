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

    struct Time {
        let machine: String
        /// To the minute, in UTC: the page is about no tenant and so about no time zone.
        let text: String

        init(_ instant: Instant) {
            machine = "\(instant)"
            text = "\(machine.prefix(10)) \(machine.dropFirst(11).prefix(5)) UTC"
        }
    }

    let layout: PageLayout
    let email: String
    let hasPassword: Bool
    let hasCode: Bool
    let rows: [Row]
    let endAllAction: String

    init(
        _ sessions: [SessionListing], email: String, means: (hasPassword: Bool, hasCode: Bool),
        layout: PageLayout
    ) {
        (hasPassword, hasCode) = means
        self.layout = layout
        self.email = email
        rows = sessions.map { session in
            Row(
                program: AgentName.short(session.origin.agent),
                address: session.origin.address.isEmpty ? "–" : session.origin.address,
                begun: Time(session.createdAt), used: Time(session.lastSeenAt),
                isCurrent: session.isCurrent,
                endAction: "\(AccountPageHandler.path)/sessions/\(session.id)/end")
        }
        endAllAction = AccountPageHandler.endAllPath
    }
}
