import ArgumentParser
import Tenancy

struct TenantDomainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "domain",
        abstract: "Give a tenant a name on the web of its own, or take it away.")

    @Argument(help: "The tenant's name.")
    var name: String

    @Argument(help: "Such as receivables.example.com; leave it out to take it away.")
    var domain: String?

    func run() async throws {
        let tenant = try TenantName(name)
        let domain = domain?.lowercased()
        try await Session.runAsOperator { services, _ in
            try await services.tenants.setDomain(tenant, domain, by: .commandLine)
            StandardStream.output.write(
                domain.map { "\($0) leads to \(tenant) now.\n" }
                    ?? "\(tenant) has no name of its own any more.\n")
        }
    }
}
