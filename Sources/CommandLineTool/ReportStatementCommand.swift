import App
import ArgumentParser
import Formats
import Kernel
import Receivables
import Tenancy

struct ReportStatementCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "statement", abstract: "A customer's statement of account.")

    @OptionGroup var tenant: TenantOption

    @Option(help: "The customer: its code, name or id.")
    var customer: String

    @Option(help: "The first day, YYYY-MM-DD; the beginning by default.")
    var from: LocalDate?

    @Option(help: "The last day, YYYY-MM-DD; today by default.")
    var asOf: LocalDate?

    @Option(help: "How to write it: table, json, csv, xlsx or pdf.")
    var format: ReportFormat = .table

    @Option(help: "The file to write to; standard output by default.")
    var output: String?

    func run() async throws {
        try ReportFile.check(format, output)
        if let export = format.export { return try await write(export) }
        let answer = try await Session.run { services, _ in
            let scope = try await Session.scope(services, tenant: tenant.tenant)
            let found = try await find(services, scope)
            let to = asOf ?? scope.today()
            let statements = try await services.statements.statements(
                scope, of: found, from: from, to: to)
            try await ReportFile.record(services, scope, "Statement", format, output)
            return Answer(tenant: scope.tenant, customer: found, to: to, statements: statements)
        }
        try OutputFile.write(try render(answer), to: output)
    }

    private func find(_ services: Services, _ scope: Scope) async throws -> Customer {
        guard let found = try await services.customers.find(scope, customer) else {
            throw AgingError.unknownCustomer(customer)
        }
        return found
    }

    private func write(_ export: ExportFormat) async throws {
        let command = self
        try await ReportFile.write(export, to: output) { services, make in
            let scope = try await Session.scope(services, tenant: command.tenant.tenant)
            let statement = try await services.exports.statement(
                scope, of: try await command.find(services, scope).id, from: command.from,
                to: command.asOf ?? scope.today())
            try statement.write(to: try make())
            try await ReportFile.record(
                services, scope, "Statement", command.format, command.output)
        }
    }

    private struct Answer: Sendable {
        let tenant: Tenant
        let customer: Customer
        let to: LocalDate
        let statements: [Statement]
    }

    private func render(_ answer: Answer) throws -> [UInt8] {
        switch format {
        case .json:
            return Statement.json(
                answer.statements, tenant: answer.tenant.name.text, customer: answer.customer,
                to: answer.to) + [UInt8(ascii: "\n")]
        case .csv:
            var csv = CSVWriter()
            try Statement.appendCSV(answer.statements, to: &csv)
            return csv.bytes
        case .table:
            let widthMax = output == nil ? StandardStream.output.width : nil
            let locale = LocaleFormat(answer.tenant.locale)
            let tables = answer.statements.map { $0.table(format: locale, widthMax: widthMax) }
            return tables.isEmpty
                ? Array("\(answer.customer.name) has no documents until \(answer.to).\n".utf8)
                : Array(tables.joined(separator: [UInt8(ascii: "\n")]))
        case .xlsx, .pdf: return []
        }
    }
}
