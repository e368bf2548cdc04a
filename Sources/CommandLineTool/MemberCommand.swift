import ArgumentParser

struct MemberCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "member", abstract: "Say who belongs to a tenant, and as what.",
        subcommands: [
            MemberAddCommand.self, MemberRemoveCommand.self, MemberRoleCommand.self,
            MemberPortfolioCommand.self, MemberListCommand.self,
        ])
}
