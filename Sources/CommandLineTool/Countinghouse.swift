import App
import ArgumentParser

/// The command tree.
struct Countinghouse: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "countinghouse",
        abstract: "Accounts receivable: who owes what, how late, as of any date.",
        version: ProductVersion.text,
        subcommands: [
            ServeCommand.self, MigrateCommand.self, TenantCommand.self, UserCommand.self,
            MemberCommand.self, KeyCommand.self, RateCommand.self, GroupCommand.self,
            ImportCommand.self, ReportCommand.self, VerifyCommand.self, DoctorCommand.self,
            SecretsCommand.self, SignOnCommand.self, AuditCommand.self, PersonCommand.self,
            OpenAPICommand.self,
        ])
}
