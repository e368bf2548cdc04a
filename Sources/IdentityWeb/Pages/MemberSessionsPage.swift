import Identity
import Kernel
import Tenancy
import WebSupport

/// Where the members of a tenant are logged in.
struct MemberSessionsPage {
    struct Row {
        let email: String
        /// Whether it is the first of this person.
        let isFirst: Bool
        let role: String
        let factor: String
        let program: String
        let address: String
        let used: AccountPage.Time?
        let begun: AccountPage.Time?
        /// What stands in place of a session.
        let remark: String?
        let endAction: String?
        /// Where there are several.
        let endAllAction: String?
    }

    let layout: PageLayout
    let tenant: String
    /// Of the times.
    let zone: String
    let rows: [Row]
    let endOthersAction = MemberSessionsPageHandler.endOthersPath

    init(_ members: [MemberSessions], scope: Scope, layout: PageLayout) {
        self.layout = layout
        tenant = scope.tenant.name.text
        let time = LocalTime(scope.tenant)
        zone = time.zone
        rows = members.flatMap { Self.rows(of: $0, time) }
    }

    private static func rows(of member: MemberSessions, _ time: LocalTime) -> [Row] {
        guard !member.sessions.isEmpty else {
            return [row(of: member, nil, time, isFirst: true)]
        }
        return member.sessions.enumerated().map { index, session in
            row(of: member, session, time, isFirst: index == 0)
        }
    }

    private static func row(
        of member: MemberSessions, _ session: SessionListing?, _ time: LocalTime, isFirst: Bool
    ) -> Row {
        let path = MemberSessionsPageHandler.path
        let hasSeveral = isFirst && member.mayEnd && member.sessions.count > 1
        let remark =
            member.isElsewhere
            ? "Works for other companies too: these sessions are not yours to see"
            : "Not logged in"
        return Row(
            email: member.user.email, isFirst: isFirst, role: member.role?.rawValue ?? "unknown",
            factor: member.hasSecondFactor ? "on" : "off",
            program: session.map { AgentName.short($0.origin.agent) } ?? "",
            address: session.map { $0.origin.address.isEmpty ? "–" : $0.origin.address } ?? "",
            used: session.map { AccountPage.Time($0.lastSeenAt, time) },
            begun: session.map { AccountPage.Time($0.createdAt, time) },
            remark: session == nil ? remark : nil,
            endAction: member.mayEnd ? session.map { "\(path)/\($0.id)/end" } : nil,
            endAllAction: hasSeveral ? "\(path)/of/\(member.user.id)/end" : nil)
    }
}
