import App
import ArgumentParser
import Identity
import Receivables
import Tenancy

struct MemberPortfolioCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "portfolio", abstract: "Limit a member to some groups of customers.",
        discussion: """
            A collector or a viewer who is limited sees those customers and what belongs to them,
            and nothing else. It holds from the next request on.
            """)

    @Argument(help: "The e-mail address of the member.")
    var email: String

    @Option(name: .customLong("group"), help: "A group that they see; can be given several times.")
    var groups: [String] = []

    @Flag(help: "Let them see all customers again.")
    var all = false

    @OptionGroup var tenant: TenantOption

    func validate() throws {
        guard all == groups.isEmpty else {
            throw ValidationError("Say either --group, once or several times, or --all.")
        }
    }

    func run() async throws {
        let address = try EmailAddress(email)
        try await Session.run { services, _ in
            let scope = try await Session.scope(services, tenant: tenant.tenant)
            let member = try await services.members.find(scope, address)
            let portfolio =
                all ? nil : try await services.groups.portfolio(scope, of: groups)
            try await services.members.limit(scope, member.user.id, to: portfolio)
            StandardStream.output.write(
                "\(address) sees \(all ? "all customers" : groups.joined(separator: ", "))"
                    + " of \(scope.tenant.name).\n")
        }
    }
}
