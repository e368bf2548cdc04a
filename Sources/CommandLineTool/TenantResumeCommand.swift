import ArgumentParser
import Tenancy

struct TenantResumeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Open a tenant again that was suspended or deleted.")

    @Argument(help: "The tenant's name.")
    var name: String

    func run() async throws {
        let tenant = try TenantName(name)
        try await Session.runAsOperator { services, _ in
            try await services.tenants.resume(tenant, by: .commandLine)
            StandardStream.output.write("The tenant \(tenant) is open.\n")
        }
    }
}
