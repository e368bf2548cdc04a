import App
import ArgumentParser
import Identity
import Kernel

struct UserResetSecondFactorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset-second-factor",
        abstract: "Take somebody's second factor away, who has lost phone and recovery codes.",
        discussion: """
            Make sure that it is they who ask. Whoever is logged in as this person is logged out;
            their password stays.
            """)

    @Argument(help: "The e-mail address of the person.")
    var email: String

    func run() async throws {
        let address = try EmailAddress(email)
        let had = try await Session.runAsOperator { services, _ in
            try await services.users.resetSecondFactor(address, at: .now())
        }
        StandardStream.output.write(
            had
                ? "\(address) logs in without a second factor now, and is logged out everywhere.\n"
                : "\(address) has no second factor. They are logged out everywhere.\n")
    }
}
