import ArgumentParser
import Identity

struct UserOperatorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "operator",
        abstract: "Let somebody create, suspend and resume tenants in a browser, or no more.",
        discussion: """
            An operator sees the names, sizes and states of all tenants, and nothing that is in \
            them.
            """)

    @Argument(help: "The e-mail address of the person.")
    var email: String

    @Flag(help: "Take the right away again.")
    var remove = false

    func run() async throws {
        let address = try EmailAddress(email)
        try await Session.runAsOperator { services, _ in
            try await services.users.setOperator(address, !remove)
        }
        StandardStream.output.write(
            remove
                ? "\(address) is no operator any more.\n"
                : "\(address) is an operator of this installation now: /admin/tenants/\n")
    }
}
