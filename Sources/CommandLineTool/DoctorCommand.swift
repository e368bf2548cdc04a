import App
import ArgumentParser
import Formats
import Foundation

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Prove on the live database what keeps the tenants apart.")

    @Flag(help: "Print one JSON document and nothing else.")
    var json = false

    func run() async throws {
        let findings = try await Session.runAsOperator { _, database in
            try await Doctor(database, configuration: try Configuration.load()).examine()
        }
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            StandardStream.output.write(
                String(decoding: try encoder.encode(findings), as: UTF8.self) + "\n")
        } else {
            for finding in findings {
                StandardStream.output.write(
                    "\(finding.isWell ? "well " : "WRONG") \(finding.check)\n")
                for detail in finding.details { StandardStream.output.write("      \(detail)\n") }
            }
        }
        guard findings.allSatisfy(\.isWell) else { throw ExitStatus.failed }
    }
}
