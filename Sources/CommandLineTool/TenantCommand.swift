import ArgumentParser

struct TenantCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tenant", abstract: "Create, list, change and close tenants.",
        subcommands: [
            TenantCreateCommand.self, TenantListCommand.self, TenantSetCommand.self,
            TenantDomainCommand.self, TenantSuspendCommand.self, TenantResumeCommand.self,
            TenantDeleteCommand.self, TenantExportCommand.self,
        ])
}
