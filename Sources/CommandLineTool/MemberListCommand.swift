import App
import ArgumentParser
import Formats
import Identity
import Tenancy

struct MemberListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List who belongs to a tenant, and as what.")

    @OptionGroup var tenant: TenantOption

    func run() async throws {
        let members = try await Session.run { services, _ in
            let scope = try await Session.scope(services, tenant: tenant.tenant)
            return try await services.members.list(scope)
        }
        guard !members.isEmpty else {
            StandardStream.output.write(
                "Nobody belongs to this tenant yet. Take somebody in with: countinghouse member"
                    + " add EMAIL --role owner\n")
            return
        }
        var table = TextTable([
            .text("E-mail"), .text("Name"), .text("Role"), .text("Password"),
        ])
        for member in members {
            table.append([
                member.user.email, member.user.name, member.role?.rawValue ?? "unknown",
                member.hasPassword ? "set" : "not set yet",
            ])
        }
        StandardStream.output.write(table.rendered(widthMax: StandardStream.output.width))
    }
}
