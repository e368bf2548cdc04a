import ArgumentParser

struct SecretsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "secrets",
        abstract: "Look after the keys that secrets in the database are encrypted with.",
        subcommands: [SecretsStatusCommand.self, SecretsRotateCommand.self])
}
