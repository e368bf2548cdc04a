import Foundation
import Testing

@Suite struct `Every command` {
    @Test func `does for each role what the table says`() async throws {
        try await AccessSite.use { site in
            let file = "\(site.directory)/list.csv"
            try Data(AccessSite.short.utf8).write(to: URL(fileURLWithPath: file))
            var table = AccessTable(columns: Caller.ofCommands.map(\.rawValue))
            for command in try Self.commands(site) {
                var outcomes: [String] = []
                for caller in Caller.ofCommands {
                    let call = try await CommandCall(command, site, file: file)
                    if command.hasPrefix("member ") { _ = try await site.resetVictim() }
                    let before = try await site.records().count
                    let outcome = try Self.run(call, site, caller)
                    let after = try await site.records().count
                    if outcome == "yes", !Self.readOnly.contains(command) {
                        #expect(after > before, "\(command) left no record")
                    }
                    outcomes.append(outcome)
                }
                table.set(command, outcomes)
            }
            try table.expectSame(as: "commands.txt")
        }
    }

    /// Commands that change nothing of what is recorded; a report is recorded where it becomes a
    /// file. Every other one must leave a record.
    private static let readOnly = [
        "audit list", "audit seal", "audit verify", "doctor", "group list", "key list",
        "member list", "migrate", "openapi", "rate list", "report aging", "report statement",
        "secrets status", "serve", "sso show", "tenant list", "user list", "verify",
        // Here it is not confirmed, and there is nothing to open again.
        "tenant delete", "tenant resume",
    ]

    private static func run(
        _ call: CommandCall, _ site: AccessSite, _ caller: Caller
    ) throws -> String {
        var settings = site.settings
        settings["COUNTINGHOUSE_USER"] = caller == .nobody ? "nobody@example.com" : caller.email
        if caller == .operator { settings["COUNTINGHOUSE_USER"] = nil }
        let names = call.isAboutTenant && (caller == .intruder || caller == .operator)
        let result = try CommandProcess.run(
            call.arguments + (names ? ["--tenant", AccessSite.tenant] : []), settings,
            in: site.directory)
        if [0, 3].contains(result.status) { return "yes" }
        // The servers of tests share their logins: what it found does not matter here.
        if call.arguments == ["doctor"], result.output.contains("well") { return "yes" }
        let refusals = [
            "You may not", "You may see", "that you may use", "Only whoever runs",
            "no user nobody@example.com",
        ]
        if refusals.contains(where: result.errors.contains) { return "no" }
        let begun = ["“192.0.2.1”", "its name must be given"]
        if begun.contains(where: result.errors.contains) { return "yes" }
        return result.errors.contains("There is no") || result.errors.contains("Nobody of this")
            ? "none" : "broken:\(result.errors.split(separator: "\n").first ?? "")"
    }

    /// The leaves of the command tree, as the program itself tells them.
    private static func commands(_ site: AccessSite) throws -> [String] {
        let dump = try CommandProcess.run(
            ["--experimental-dump-help"], site.settings, in: site.directory)
        let help = try JSONDecoder().decode(Help.self, from: Data(dump.output.utf8))
        return leaves(help.command, []).sorted()
    }

    private static func leaves(_ command: Help.Command, _ parents: [String]) -> [String] {
        let children = (command.subcommands ?? []).filter { $0.commandName != "help" }
        guard !children.isEmpty else { return [parents.joined(separator: " ")] }
        return children.flatMap { leaves($0, parents + [$0.commandName]) }
    }

    private struct Help: Decodable {
        struct Command: Decodable {
            let commandName: String
            let subcommands: [Command]?
        }

        let command: Command
    }
}
