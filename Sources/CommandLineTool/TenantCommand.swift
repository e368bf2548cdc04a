import ArgumentParser

struct TenantCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tenant", abstract: "Create, list and suspend tenants.",
        subcommands: [
            TenantCreateCommand.self, TenantListCommand.self, TenantSuspendCommand.self,
        ])
}
