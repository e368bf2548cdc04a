import ArgumentParser

struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Who did what, and the proof that no record was changed.",
        subcommands: [
            AuditListCommand.self, AuditSealCommand.self, AuditVerifyCommand.self,
        ])
}
