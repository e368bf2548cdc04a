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
        let (members, groups) = try await Session.run { services, _ in
            let scope = try await Session.scope(services, tenant: tenant.tenant)
            return (
                try await services.members.list(scope), try await services.groups.list(scope)
            )
        }
        guard !members.isEmpty else {
            StandardStream.output.write(
                "Nobody belongs to this tenant yet. Take somebody in with: countinghouse member"
                    + " add EMAIL --role owner\n")
            return
        }
        var table = TextTable([
            .text("E-mail"), .text("Name"), .text("Role"), .text("Customers"), .text("Password"),
        ])
        for member in members {
            table.append([
                member.user.email, member.user.name, member.role?.rawValue ?? "unknown",
                member.portfolio.map { portfolio in
                    // A group that is not there any more shows nobody.
                    let names = groups.filter { portfolio.groups.contains($0.id.rawValue) }
                    return names.isEmpty ? "none" : names.map(\.name).joined(separator: ", ")
                } ?? "all",
                member.hasPassword ? "set" : "not set yet",
            ])
        }
        StandardStream.output.write(table.rendered(widthMax: StandardStream.output.width))
    }
}
