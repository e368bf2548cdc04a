import App
import ArgumentParser
import Identity

struct SignOnShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show the provider and the verified domains.")

    @OptionGroup var tenant: TenantOption

    func run() async throws {
        try await Session.run { services, database in
            let scope = try await Session.scope(services, tenant: tenant.tenant)
            guard let settings = try await services.signOn.find(scope) else {
                StandardStream.output.write("There is no single sign-on.\n")
                return
            }
            let lines = [
                "Issuer: \(settings.issuer)", "Client id: \(settings.clientID)",
                "Client secret: \(settings.hasSecret ? "stored" : "none")",
                "Newcomers become: \(settings.defaultRole?.rawValue ?? "nothing")",
                "Domains: \(settings.domains.isEmpty ? "none" : settings.domains.joined(separator: ", "))",
                "Redirect address: \(services.signOnLogin.callback)",
            ]
            StandardStream.output.write(lines.joined(separator: "\n") + "\n")
        }
    }
}
