import Formats
import Kernel
import Receivables
import WebSupport

/// The objects of the API's answers about imports.
enum ImportObjects {
    private static let reject = APIObject<ImportReject>(
        "ImportReject", "A line that was not taken.",
        [
            .integer("line", "Counted from 1, as an editor counts.") { $0.line },
            .text(
                "column", "The column in the file's header; empty where it is the whole line.",
                .text(0...10_000, example: "Due Date")
            ) { $0.column },
            .text("value", "What stands there.", .text(0...10_000, example: "sometime")) {
                $0.value
            },
            .text("reason", "Why.", .text(0...10_000, example: "That is no date.")) { $0.reason },
        ])

    private static let amount = APISchema.text(
        APIText(pattern: #"^-?[0-9]+(\.[0-9]+)?$"#, example: "1234.50"))

    private static func warnings<Value>(
        _ get: @escaping @Sendable (Value) -> [String]
    ) -> APIField<Value> {
        let text = APISchema.text(0...10_000, example: "The list names customers twice.")
        return APIField("warnings", "What should be looked at.", .list(of: text)) { value, json in
            json.array { json in for warning in get(value) { json.string(warning) } }
        }
    }

    private static let form = APISchema.text(1...200, example: "invoices")

    /// As `countinghouse import --json` prints it.
    static let report = APIObject<ImportReport>(
        "ImportReport", "What came of an import, as `countinghouse import --json` prints it.",
        [
            .text("recognised_as", "What kind of list it is.", form) { $0.formID },
            .optionalDate("as_of", "The day for which the list holds.") { $0.asOf },
            .optionalText(
                "date_order", "In what order its dates stand.", .text(1...20, example: "M/D/YYYY")
            ) { $0.dateOrder },
            .integer("rows", "Lines with data.") { $0.rows },
            .integer("documents", "How many documents it names.") { $0.documents },
            .integer("customers", "How many customers it names.") { $0.customers },
            .integer("contacts", "How many contacts it names.") { $0.contacts },
            .text("amount_total", "What the documents amount to, in base currency.", amount) {
                $0.amountTotal.amountText
            },
            .text("open_total", "What the list leaves open of it.", amount) {
                $0.openTotal.amountText
            },
            .integer("new", "How many are new.") { $0.new },
            .integer("changed", "How many were changed.") { $0.changed },
            .integer("unchanged", "How many were there as they are.") { $0.unchanged },
            .integer("rejected", "How many lines were not taken.") { $0.rejected },
            .list(
                "rejects",
                "The first 1,000 of them; up to 100,000 are at the import's `rejects/`.",
                reject
            ) { $0.rejects },
            warnings { $0.warnings },
        ])

    private static let states = [
        "received", "importing", "stored", "refused", "failed", "cancelled", "interrupted",
        ImportRun.checked,
    ]

    static let run = APIObject<ImportRun>(
        "ImportFile", "A file that was sent to be imported, and what became of it.",
        [
            .text(
                "id", "What it is asked for by.",
                .text(
                    APIText(
                        pattern: "^[0-9a-f]{32}$", example: "0123456789abcdef0123456789abcdef"))
            ) { $0.upload.token.text },
            .text(
                "state",
                "`importing`: under way or waiting for its turn; `stored`: it is in the books;"
                    + " `refused`: strict, and lines were rejected; `checked`: only looked at.",
                .words(states)
            ) { $0.state },
            .integer("percent", "How far it is.", 0...100) { $0.percent },
            .text("file_name", "As its sender calls it.", .text(1...1_000, example: "open.csv")) {
                $0.upload.fileName
            },
            .integer("size_bytes", "How large it is.") { $0.upload.sizeBytes },
            .instant("created_at", "When it came.") { $0.upload.createdAt },
            .optionalText("import_id", "The import that it became.", .id) {
                $0.upload.importID.map { "\($0)" }
            },
            .optionalText(
                "problem", "Why nothing was stored, for people.",
                .text(1...10_000, example: "The file has no header.")
            ) { $0.problem },
            .optionalObject(
                "report",
                "What came of it; null while it runs, and once the server that took it has forgotten"
                    + " it. What then is left of it stands in the import, and the rejected lines at"
                    + " `rejects/`.", report
            ) { $0.report },
        ])

    static let entry = APIObject<ImportHistoryEntry>(
        "Import", "An import that is in the books.",
        [
            .text("id", "Ours.", .id) { "\($0.id)" },
            .instant("recorded_at", "When it came into the books.") { $0.recordedAt },
            .text("actor", "Who brought it.", .text(0...1_000, example: "ada@example.com")) {
                $0.actor
            },
            .text("file_name", "As its sender calls it.", .text(0...1_000, example: "open.csv")) {
                $0.fileName
            },
            .text("recognised_as", "What kind of list it is.", form) { $0.formID },
            .optionalDate("as_of", "The day for which the list holds.") { $0.asOf },
            .flag("complete", "Whether what it does not name is closed.") { $0.isComplete },
            .integer("rows", "Lines with data.") { $0.rows },
            .integer("customers", "How many customers it names.") { $0.customers },
            .integer("contacts", "How many contacts it names.") { $0.contacts },
            .integer("new", "How many documents were new.") { $0.new },
            .integer("changed", "How many were changed.") { $0.changed },
            .integer("unchanged", "How many were there as they are.") { $0.unchanged },
            .integer("rejected", "How many lines were not taken.") { $0.rejected },
            warnings { $0.warnings },
            .optionalInstant("undone_at", "When it was undone; null where it holds.") {
                $0.undoneAt
            },
        ])
}
