import App
import ArgumentParser
import Identity
import Kernel
import Tenancy

extension Role: ExpressibleByArgument {}

struct UserCreateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Give somebody access to a tenant.",
        discussion: """
            Without --password-stdin the person gets a link that works once and sets a password: by
            mail, which a running server sends, or printed here where no mail server is set.
            Somebody who is there already becomes a member with the role, and keeps
            their password.
            """)

    @Argument(help: "The e-mail address that the person logs in with.")
    var email: String

    @OptionGroup var tenant: TenantOption

    @Option(help: "owner, admin, accountant, collector, viewer or service.")
    var role: Role

    @Option(help: "What to call the person.")
    var name: String?

    @Flag(help: "Read the password from the first line of standard input.")
    var passwordStdin = false

    func run() async throws {
        let address = try EmailAddress(email)
        let password = passwordStdin ? readLine(strippingNewline: true) ?? "" : nil
        let (scope, user) = try await Session.runAsOperator { services, _ in
            let scope = try await Session.scope(services, tenant: tenant.tenant)
            let user = try await services.users.grant(
                address, name: name, role: role, in: scope.tenant, password: password, at: .now())
            return (scope, user)
        }
        let what = user.isNew ? "Created \(address) as" : "\(address) is now"
        StandardStream.output.write("\(what) \(role.rawValue) of \(scope.tenant.name).\n")
        StandardStream.output.write(try LoginAddress.instruction(user))
    }
}
