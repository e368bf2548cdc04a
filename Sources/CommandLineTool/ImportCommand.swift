import App
import ArgumentParser
import Formats
import Kernel
import Receivables

extension ImportForm: ExpressibleByArgument {}

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Take in a list of invoices, receipts or payments.",
        discussion: """
            Plain CSV lists need no mapping:
              Customer, Invoice No, Invoice Date, Due Date, Amount[, Currency]
              Customer, Receipt No, Date, Amount, Applied To, Applied Amount, Applied Date
            or, as a payment history, a settled date for each invoice. The same file again changes
            nothing; a corrected file changes what differs.
            """)

    @Argument(help: "The file; - reads standard input.")
    var file: String

    @OptionGroup var tenant: TenantOption

    @Option(name: .customLong("as"), help: "auto, invoices, receipts or history.")
    var form: ImportForm = .automatic

    @Option(help: "The day for which the file holds, YYYY-MM-DD.")
    var asOf: LocalDate?

    @Option(
        name: .customLong("map"),
        help: "A column the header does not make clear: 'Their header=our field'. Repeatable.")
    var maps: [String] = []

    @Flag(help: "Say what would happen and store nothing.")
    var dryRun = false

    @Flag(help: "Store nothing when a single row is rejected.")
    var strict = false

    @Flag(help: "Print the result as JSON.")
    var json = false

    func run() async throws {
        let request = ImportRequest(
            path: file, form: form, asOf: asOf, isDryRun: dryRun, isStrict: strict,
            columnMap: try columnMap())
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
