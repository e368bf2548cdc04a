import App
import ArgumentParser
import Formats
import Identity
import Receivables
import Tenancy

struct MemberListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List who belongs to a tenant, and as what.")

    @OptionGroup var tenant: TenantOption

    func run() async throws {
        let (members, pending, groups) = try await Session.run { services, _ in
            let scope = try await Session.scope(services, tenant: tenant.tenant)
            return (
                try await services.members.list(scope),
                try await services.members.invitations.list(scope),
                try await services.groups.list(scope)
            )
        }
        guard !members.isEmpty || !pending.isEmpty else {
            StandardStream.output.write(
                "Nobody belongs to this tenant yet. Take somebody in with: countinghouse member"
                    + " add EMAIL --role owner\n")
            return
        }
        var table = TextTable([
            .text("E-mail"), .text("Name"), .text("Role"), .text("Customers"), .text("Password"),
        ])
        // A group that is not there any more shows nobody.
        func customers(_ portfolio: Portfolio?) -> String {
            guard let portfolio else { return "all" }
            let names = groups.filter { portfolio.groups.contains($0.id.rawValue) }
            return names.isEmpty ? "none" : names.map(\.name).joined(separator: ", ")
        }
        for member in members {
            table.append([
                member.user.email, member.user.name, member.role?.rawValue ?? "unknown",
                customers(member.portfolio), member.hasPassword ? "set" : "not set yet",
            ])
        }
        for person in pending {
            table.append([
                person.email, "", person.role?.rawValue ?? "unknown",
                customers(person.portfolio), person.inviter.map { "invited by \($0)" } ?? "invited",
            ])
        }
        StandardStream.output.write(table.rendered(widthMax: StandardStream.output.width))
    }
}
