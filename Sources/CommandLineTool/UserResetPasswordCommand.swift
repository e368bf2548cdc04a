import App
import ArgumentParser
import Identity
import Kernel

struct UserResetPasswordCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset-password",
        abstract: "Take somebody's password away and give out a link that sets a new one.",
        discussion: """
            Whoever is logged in as this person is logged out. The link is mailed to them, or
            printed here where no mail server is set.
            """)

    @Argument(help: "The e-mail address of the person.")
    var email: String

    func run() async throws {
        let address = try EmailAddress(email)
        let link = try await Session.runAsOperator { services, _ in
            try await services.users.resetPassword(address, at: .now())
        }
        StandardStream.output.write(
            "The password of \(address) is gone, and they are logged out everywhere.\n"
                + (try link.map { try LoginAddress.instruction($0) } ?? LoginAddress.mailed))
    }
}
