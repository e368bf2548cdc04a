import ArgumentParser
import Formats
import Identity

struct SecretsStatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "List the keys and how many values each protects.")

    func run() async throws {
        let status = try await Session.runAsOperator { services, _ in
            try await services.secrets.status()
        }
        guard !status.keys.isEmpty || !status.missing.isEmpty else {
            StandardStream.output.write("Nothing is encrypted yet, and there is no key.\n")
            return
        }
        var table = TextTable([.text("Key"), .text(""), .text("Values of"), .number("Count")])
        for (index, key) in status.keys.enumerated() {
            Self.add(key.description, index == 0 ? "current" : "old", status, to: &table)
        }
        for key in status.missing { Self.add(key, "missing", status, to: &table) }
        StandardStream.output.write(table.rendered(widthMax: StandardStream.output.width))
        if !status.missing.isEmpty { throw ExitStatus.failed }
    }

    private static func add(
        _ key: String, _ state: String, _ status: SecretStatus, to table: inout TextTable
    ) {
        let usages = status.usages(of: key)
        if usages.isEmpty { table.append([key, state, "", "0"]) }
        for usage in usages {
            table.append([key, state, usage.column.description, String(usage.count)])
        }
    }
}
