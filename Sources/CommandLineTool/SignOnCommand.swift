import ArgumentParser

struct SignOnCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sso", abstract: "Set up the provider that a tenant's people log in with.",
        subcommands: [
            SignOnSetCommand.self, SignOnShowCommand.self, SignOnRemoveCommand.self,
            SignOnVerifyDomainCommand.self,
        ])
}
