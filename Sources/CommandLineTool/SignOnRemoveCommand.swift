import App
import ArgumentParser
import Identity

struct SignOnRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Remove the provider; domains stay verified.")

    @OptionGroup var tenant: TenantOption

    func run() async throws {
        try await Session.run { services, _ in
            let scope = try await Session.scope(services, tenant: tenant.tenant)
            try await services.signOn.remove(scope)
            StandardStream.output.write("Nobody logs in with that provider any more.\n")
        }
    }
}
