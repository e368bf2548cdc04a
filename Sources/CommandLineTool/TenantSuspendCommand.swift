import ArgumentParser
import Tenancy

struct TenantSuspendCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suspend", abstract: "Close a tenant to everybody; its data stays.")

    @Argument(help: "The tenant's name.")
    var name: String

    func run() async throws {
        let tenant = try TenantName(name)
        try await Session.runAsOperator { services, _ in
            try await services.tenants.suspend(tenant, by: .commandLine)
            StandardStream.output.write("Suspended the tenant \(tenant).\n")
        }
    }
}
