import App
import ArgumentParser
import Formats
import Receivables

struct GroupListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the groups of customers.")

    @OptionGroup var tenant: TenantOption

    func run() async throws {
        let groups = try await Session.run { services, _ in
            let scope = try await Session.scope(services, tenant: tenant.tenant)
            return try await services.groups.list(scope)
        }
        guard !groups.isEmpty else {
            StandardStream.output.write(
                "There is no group yet. Make one with: countinghouse group create NAME\n")
            return
        }
        var table = TextTable([.text("Group"), .number("Customers")])
        for group in groups { table.append([group.name, "\(group.customers)"]) }
        StandardStream.output.write(table.rendered(widthMax: StandardStream.output.width))
    }
}
