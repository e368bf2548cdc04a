import ArgumentParser
import Identity

struct UserOperatorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "operator",
        abstract: "Let somebody create, suspend and resume tenants in a browser, or no more.",
        discussion: """
            An operator sees the names, sizes and states of all tenants, and nothing that is in \
            them. No provider's word is enough for an operator's account but of one that they \
            connected themselves; any other is forgotten, and they log in with their password.
            """)

    @Argument(help: "The e-mail address of the person.")
    var email: String

    @Flag(help: "Take the right away again.")
    var remove = false

    func run() async throws {
        let address = try EmailAddress(email)
        let change = try await Session.runAsOperator { services, _ in
            try await services.users.setOperator(address, !remove)
        }
        StandardStream.output.write(
            remove
                ? "\(address) is no operator any more.\n"
                : "\(address) is an operator of this installation now: /admin/tenants/\n")
        if change.providers > 0 {
            StandardStream.output.write(
                "Single sign-on let them in before, and does so no more until they log in with a"
                    + " password and connect it themselves.\n")
        }
        if change.lostPassword { StandardStream.output.write(LoginAddress.lostPassword) }
        guard change.providers > 0 || change.lostPassword else { return }
        StandardStream.output.write(
            "A link that sets a password: countinghouse user reset-password \(address)\n")
    }
}
