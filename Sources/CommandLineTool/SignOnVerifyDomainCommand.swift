import App
import ArgumentParser
import Identity
import Kernel

struct SignOnVerifyDomainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify-domain", abstract: "Say that a domain is a tenant's.",
        discussion: """
            The tenant's provider then speaks for every address of the domain. Make sure first that
            it is theirs, for example by a TXT record that you ask them to set.
            """)

    @Argument(help: "Such as example.com.")
    var domain: String

    @OptionGroup var tenant: TenantOption

    func run() async throws {
        try await Session.runAsOperator { services, _ in
            let scope = try await Session.scope(services, tenant: tenant.tenant)
            try await services.signOn.verify(domain, of: scope.tenant, at: .now())
            StandardStream.output.write("\(domain) is a domain of \(scope.tenant.name).\n")
        }
    }
}
