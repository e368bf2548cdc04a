import App
import ArgumentParser
import Identity
import Tenancy

struct MemberAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Take somebody into a tenant.",
        discussion: """
            Who has no account yet gets a link that works once, with which the person sets a
            password; who has one is invited, and accepts with such a link. It is sent by mail,
            by a running server, or printed here where no mail server is set.
            """)

    @Argument(help: "The e-mail address that the person logs in with.")
    var email: String

    @OptionGroup var tenant: TenantOption

    @Option(help: "owner, admin, accountant, collector, viewer or service.")
    var role: Role

    @Option(help: "What to call the person, if nobody by this address is there yet.")
    var name: String?

    @Option(
        name: .customLong("group"),
        help: "A group of customers that they are limited to; can be given several times.")
    var groups: [String] = []

    func run() async throws {
        let address = try EmailAddress(email)
        let (scope, added) = try await Session.run { services, _ in
            let scope = try await Session.scope(services, tenant: tenant.tenant)
            let portfolio =
                groups.isEmpty ? nil : try await services.groups.portfolio(scope, of: groups)
            let added = try await services.members.add(
                scope, address, name: name, role: role, portfolio: portfolio, at: .now())
            return (scope, added)
        }
        StandardStream.output.write(
            added.isInvited
                ? "\(address) is invited to be \(role.rawValue) of \(scope.tenant.name).\n"
                : "\(address) is now \(role.rawValue) of \(scope.tenant.name).\n")
        StandardStream.output.write(try LoginAddress.instruction(added))
    }
}
