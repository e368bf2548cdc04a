import ArgumentParser

struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "Say who may log in, and what they may do.",
        subcommands: [
            UserCreateCommand.self, UserListCommand.self, UserResetPasswordCommand.self,
            UserResetSecondFactorCommand.self, UserOperatorCommand.self,
        ])
}
