import ArgumentParser

struct GroupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "group",
        abstract: "Make groups of customers, to which members can be limited.",
        subcommands: [
            GroupListCommand.self, GroupCreateCommand.self, GroupAssignCommand.self,
        ])
}
