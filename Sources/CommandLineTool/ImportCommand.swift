import App
import ArgumentParser
import Formats
import Kernel
import Receivables

extension ImportForm: ExpressibleByArgument {}

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract:
            "Take in a list of invoices, receipts, payments or customers, or an aging report.",
        discussion: """
            The file may be CSV (any separator), XLSX, XLS, HTML or JSON, packed or not, as an
            accounting program exports it; what it is and how its dates and amounts are written is
            found out and said. Plain lists have a header such as
              Customer, Invoice No, Invoice Date, Due Date, Amount[, Currency]
              Customer, Receipt No, Date, Amount, Applied To, Applied Amount, Applied Date
            The same file again changes nothing; a corrected file changes what differs.
            """)

    @Argument(help: "The file; - reads standard input.")
    var file: String

    @OptionGroup var tenant: TenantOption

    @Option(name: .customLong("as"), help: "auto, invoices, receipts, history, aging or customers.")
    var form: ImportForm = .automatic

    @Option(help: "The day for which the file holds, YYYY-MM-DD; goes before what the file says.")
    var asOf: LocalDate?

    @Option(
        name: .customLong("map"),
        help: "A column the header does not make clear: 'Their header=our field'. Repeatable.")
    var maps: [String] = []

    @Flag(help: "Say what would happen and store nothing.")
    var dryRun = false

    @Flag(help: "Store nothing when a single row is rejected.")
    var strict = false

    @Flag(help: "The list is complete: close what it does not name any more, on its day.")
    var complete = false

    @Option(help: "Write the rejected lines to this file, as CSV to mend and import.")
    var rejects: String?

    @Flag(help: "Print the result as JSON.")
    var json = false

    func run() async throws {
        let rejectsFile = try rejects.map { try ImportRejectsOutput(path: $0) }
        defer { rejectsFile?.close() }
        let request = ImportRequest(
            path: file, form: form, asOf: asOf, isDryRun: dryRun, isStrict: strict,
            columnMap: try columnMap(), isComplete: complete,
            rejectsDescriptor: rejectsFile?.descriptor)
        let line = ProgressLine()
        let report = try await Session.run { services, _ in
            let scope = try await Session.scope(services, tenant: tenant.tenant)
            return try await services.imports.run(scope, request) { line.show($0) }
        }
        line.end()
        if json {
            var document = JSONBytes(reservingCapacity: 4_096)
            report.write(to: &document)
            StandardStream.output.write(document.bytes + [UInt8(ascii: "\n")])
        } else {
            StandardStream.output.write(ImportSummary(report, isDryRun: dryRun).text)
        }
        if report.rejected > 0 { throw ExitStatus.rejectedRows }
    }

    private func columnMap() throws -> [String: String] {
        var map: [String: String] = [:]
        for text in maps {
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else {
                throw ValidationError("--map wants 'Their header=our field', not '\(text)'.")
            }
            map[parts[0]] = parts[1]
        }
        return map
    }
}
