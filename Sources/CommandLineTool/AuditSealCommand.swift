import App
import ArgumentParser

struct AuditSealCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seal", abstract: "Seal the newest records now.",
        discussion: "A running server does this every second.")

    func run() async throws {
        let configuration = try Configuration.load()
        let count = try await Session.runAsOperator { _, database in
            try await AuditKeeping(configuration, database).sealer.seal()
        }
        StandardStream.output.write(
            "Sealed \(count) \(count == 1 ? "record" : "records").\n")
    }
}
