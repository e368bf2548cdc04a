import ArgumentParser

struct PersonCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person", abstract: "Show or erase what is held about a person.",
        subcommands: [PersonExportCommand.self, PersonEraseCommand.self])
}
