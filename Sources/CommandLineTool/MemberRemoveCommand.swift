import App
import ArgumentParser
import Identity
import Tenancy

struct MemberRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Take somebody out of a tenant; what they did stays.")

    @Argument(help: "The e-mail address of the member.")
    var email: String

    @OptionGroup var tenant: TenantOption

    func run() async throws {
        let address = try EmailAddress(email)
        try await Session.run { services, _ in
            let scope = try await Session.scope(services, tenant: tenant.tenant)
            let member = try await services.members.find(scope, address)
            try await services.members.remove(scope, member.user.id)
            StandardStream.output.write(
                "\(address) does not belong to \(scope.tenant.name) any more.\n")
        }
    }
}
