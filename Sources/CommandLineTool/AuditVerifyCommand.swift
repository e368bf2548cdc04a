import App
import ArgumentParser
import Formats
import Tenancy

struct AuditVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Prove that no sealed record was altered, removed, added or put elsewhere.",
        discussion: """
            The exit status is 1 when something is wrong, also when records have waited for their \
            seal for more than a minute.
            """)

    @Flag(help: "Print the result as JSON.")
    var json = false

    func run() async throws {
        let configuration = try Configuration.load()
        let findings = try await Session.runAsOperator { _, database in
            try await AuditKeeping(configuration, database).verifier.verify()
        }
        if json {
            StandardStream.output.write(Self.json(findings))
        } else {
            Self.tell(findings)
        }
        if !findings.isWell { throw ExitStatus.failed }
    }

    private static func tell(_ findings: AuditFindings) {
        for problem in findings.problems {
            StandardStream.error.write("countinghouse: \(problem.sentence)\n")
        }
        if findings.hasMore { StandardStream.error.write("countinghouse: There is more.\n") }
        if findings.isSealingLate, let since = findings.unsealedSince {
            StandardStream.error.write(
                "countinghouse: Records have waited for their seal since \(since), for more than a"
                    + " minute: no server runs, or its log says why it cannot seal. To seal them"
                    + " now: countinghouse audit seal\n")
        }
        let result =
            findings.problems.isEmpty ? "as they were sealed" : "checked, with the problems above"
        var text = "\(findings.sealed) sealed \(noun(findings.sealed)): \(result).\n"
        if let since = findings.unsealedSince {
            text +=
                "\(findings.unsealed) newer \(noun(findings.unsealed)), since \(since), not sealed"
                + " yet. A running server seals them; without one: countinghouse audit seal\n"
        }
        StandardStream.output.write(text)
    }

    private static func noun(_ count: Int64) -> String { count == 1 ? "record" : "records" }

    private static func json(_ findings: AuditFindings) -> [UInt8] {
        var json = JSONBytes(reservingCapacity: 1_024)
        json.object { json in
            json.key("ok")
            json.bool(findings.isWell)
            json.key("sealed")
            json.integer(findings.sealed)
            json.key("unsealed")
            json.integer(findings.unsealed)
            json.key("unsealed_since")
            if let since = findings.unsealedSince { json.string("\(since)") } else { json.null() }
            json.key("late")
            json.bool(findings.isSealingLate)
            json.key("problems")
            json.array { json in
                for problem in findings.problems { write(problem, to: &json) }
            }
        }
        return json.bytes + [UInt8(ascii: "\n")]
    }

    private static func write(_ problem: AuditProblem, to json: inout JSONBytes) {
        json.object { json in
            json.key("kind")
            json.string(problem.kind.rawValue)
            json.key("seal")
            if let seal = problem.seal { json.integer(seal) } else { json.null() }
            json.key("last_seal")
            if let last = problem.lastSeal { json.integer(last) } else { json.null() }
            json.key("event")
            if let event = problem.event { json.integer(event) } else { json.null() }
            json.key("sentence")
            json.string(problem.sentence)
        }
    }
}
