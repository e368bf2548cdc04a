import Formats
import Kernel
import Receivables
import WebSupport

/// How a file that a request brings is to be imported.
enum ImportParameters {
    /// Flags of an address.
    private enum Answer: String, Sendable, CaseIterable {
        case yes = "true"
        case no = "false"
    }

    private static let fileName = APIParameter<String>.text(
        "file_name", "What you call the file; it is recorded.", 1...200, example: "open.csv")
    private static let form = APIParameter<ImportForm>.choice(
        "as", "What kind of list it is; it is found out where this is left out.")
    private static let asOf = APIParameter<LocalDate>.date(
        "as_of", "The day for which the list holds; goes before what it says itself.")
    private static let strict = APIParameter<Answer>.choice(
        "strict", "Whether to store nothing where a single line is rejected.")
    private static let complete = APIParameter<Answer>.choice(
        "complete", "Whether what the list does not name any more is closed on its day.")
    private static let dryRun = APIParameter<Answer>.choice(
        "dry_run", "Whether to do everything and store nothing; the answer waits for it.")
    private static let map = APIParameter<[String: String]>.parsed(
        "map", "Our names of columns by the file's, as a JSON object.",
        .text(2...5_000, example: #"{"Their header": "amount"}"#)
    ) { text throws(QueryError) in
        guard let json = try? JSONParser.parse(Array(text.utf8)), case .object(let members) = json
        else { throw mapProblem }
        var map: [String: String] = [:]
        for member in members {
            guard let field = member.value.text else {
                throw mapProblem
            }
            map[member.name] = field
        }
        return map
    }

    static let mapProblem = QueryError.invalid(
        "map", code: "json_invalid", reason: "A JSON object of texts.")

    static let all = [
        fileName.info, form.info, asOf.info, strict.info, complete.info, dryRun.info, map.info,
    ]

    static func options(_ call: APICall) throws -> ImportUploadOptions {
        ImportUploadOptions(
            form: try call.value(form) ?? .automatic, asOf: try call.value(asOf),
            isStrict: try call.value(strict) == .yes,
            isComplete: try call.value(complete) == .yes, map: try call.value(map) ?? [:])
    }

    static func name(_ call: APICall) throws -> String { try call.value(fileName) ?? "file" }

    static func isDryRun(_ call: APICall) throws -> Bool { try call.value(dryRun) == .yes }
}
