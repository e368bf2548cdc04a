import ArgumentParser

struct RateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rate", abstract: "Say what foreign currencies are worth.",
        subcommands: [RateSetCommand.self, RateListCommand.self])
}
