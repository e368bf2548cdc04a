import App
import ArgumentParser
import Receivables

struct GroupCreateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Make a group of customers.")

    @Argument(help: "What to call it.")
    var name: String

    @OptionGroup var tenant: TenantOption

    func run() async throws {
        try await Session.run { services, _ in
            let scope = try await Session.scope(services, tenant: tenant.tenant)
            _ = try await services.groups.create(scope, name)
        }
        StandardStream.output.write("The group “\(name)” is there.\n")
    }
}
