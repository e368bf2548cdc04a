import App
import ArgumentParser
import Identity
import Tenancy

struct MemberRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Take somebody out of a tenant; what they did stays.",
        discussion: "Of somebody who was invited and has not answered, the invitation ends.")

    @Argument(help: "The e-mail address of the member.")
    var email: String

    @OptionGroup var tenant: TenantOption

    func run() async throws {
        let address = try EmailAddress(email)
        try await Session.run { services, _ in
            let scope = try await Session.scope(services, tenant: tenant.tenant)
            let invited = try await services.members.invitations.list(scope)
            if let pending = invited.first(where: { $0.email == address.text }) {
                try await services.members.invitations.withdraw(scope, pending.id)
                StandardStream.output.write("\(address) is not invited any more.\n")
                return
            }
            let member = try await services.members.find(scope, address)
            try await services.members.remove(scope, member.user.id)
            StandardStream.output.write(
                "\(address) does not belong to \(scope.tenant.name) any more.\n")
        }
    }
}
