import ArgumentParser
import Formats

struct TenantListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the tenants of this installation.")

    func run() async throws {
        try await Session.runAsOperator { services, _ in
            let tenants = try await services.directory.all()
            guard !tenants.isEmpty else {
                StandardStream.output.write(
                    "There is no tenant yet. Create one with: countinghouse tenant create NAME\n")
                return
            }
            var table = TextTable([
                .text("Name"), .text("Status"), .text("Currency"),
                .text("Time zone"),
            ])
            for tenant in tenants {
                table.append([
                    tenant.name.text, tenant.status.rawValue, tenant.currency.code,
                    tenant.timeZone.name,
                ])
            }
            StandardStream.output.write(table.rendered(widthMax: StandardStream.output.width))
        }
    }
}
