import App
import ArgumentParser
import Formats
import Kernel
import Receivables
import Tenancy

struct ReportAgingCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "aging", abstract: "Who owes what and how late, as of any date.")

    @OptionGroup var tenant: TenantOption

    @Option(help: "The date, YYYY-MM-DD; today by default.")
    var asOf: LocalDate?

    @Option(help: "As it was known at this time, such as 2026-09-30T12:00:00Z.")
    var knownAt: Instant?

    @Option(help: "Age from the due date or from the invoice's date.")
    var basis: AgingBasis = .due

    @Option(help: "The buckets' limits in days, such as 30,60,90,120.")
    var buckets: String?

    @Option(help: "One line a customer or an invoice.")
    var by: AgingRequest.Rows = .customer

    @Option(help: "Credit that is not applied: netted in the buckets or a column of its own.")
    var unapplied: AgingRequest.Unapplied = .netted

    @Option(help: "base, all, or a currency code such as EUR.")
    var currency = "base"

    @Option(help: "How to write it: table, json, csv, xlsx or pdf.")
    var format: ReportFormat = .table

    @Option(help: "The file to write to; standard output by default.")
    var output: String?

    func run() async throws {
        try ReportFile.check(format, output)
        if let export = format.export { return try await write(export) }
        let (reports, locale) = try await Session.run { services, _ in
            let scope = try await Session.scope(services, tenant: tenant.tenant)
            let reports = try await services.aging.report(scope, try request(scope))
            try await ReportFile.record(services, scope, "Aging report", format, output)
            return (reports, LocaleFormat(scope.tenant.locale))
        }
        try OutputFile.write(try render(reports, locale), to: output)
    }

    private func write(_ export: ExportFormat) async throws {
        let command = self
        try await ReportFile.write(export, to: output) { services, make in
            let scope = try await Session.scope(services, tenant: command.tenant.tenant)
            try await services.exports.aging(scope, try command.request(scope), to: make)
            try await ReportFile.record(
                services, scope, "Aging report", command.format, command.output)
        }
    }

    private func request(_ scope: Scope) throws -> AgingRequest {
        let limits =
            try buckets.map { try AgingLimits(parsing: $0) }
            ?? AgingLimits(scope.tenant.agingLimits)
        var request = AgingRequest(asOf: asOf ?? scope.today(), limits: limits)
        request.knownAt = knownAt
        request.basis = basis
        request.rows = by
        request.unapplied = unapplied
        request.currency = try AgingCurrency(parsing: currency)
        return request
    }

    private func render(_ reports: [AgingReport], _ locale: LocaleFormat) throws -> [UInt8] {
        switch format {
        case .json:
            return try AgingReport.json(reports, isList: currency == "all") + [UInt8(ascii: "\n")]
        case .csv:
            var csv = CSVWriter()
            try AgingReport.appendCSV(reports, to: &csv)
            return csv.bytes
        case .table:
            let widthMax = output == nil ? StandardStream.output.width : nil
            let tables = reports.map { $0.table(format: locale, widthMax: widthMax) }
            return tables.isEmpty
                ? Array("There are no documents yet.\n".utf8)
                : Array(tables.joined(separator: [UInt8(ascii: "\n")]))
        case .xlsx, .pdf: return []
        }
    }
}
