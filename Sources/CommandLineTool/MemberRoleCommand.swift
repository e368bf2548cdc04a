import App
import ArgumentParser
import Identity
import Tenancy

struct MemberRoleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "role", abstract: "Give a member another role.")

    @Argument(help: "The e-mail address of the member.")
    var email: String

    @Argument(help: "owner, admin, accountant, collector, viewer or service.")
    var role: Role

    @OptionGroup var tenant: TenantOption

    func run() async throws {
        let address = try EmailAddress(email)
        try await Session.run { services, _ in
            let scope = try await Session.scope(services, tenant: tenant.tenant)
            let member = try await services.members.find(scope, address)
            try await services.members.change(scope, member.user.id, to: role)
            StandardStream.output.write(
                "\(address) is now \(role.rawValue) of \(scope.tenant.name).\n")
        }
    }
}
