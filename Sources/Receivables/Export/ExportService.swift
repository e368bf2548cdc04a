package import Formats
package import Kernel
import PostgresClient
package import Tenancy

/// Writes reports to files of any format, each from one moment of the database, row by row.
package struct ExportService: Sendable {
    let database: TenantDatabase

    package init(database: TenantDatabase) {
        self.database = database
    }

    /// The aging report of a request; for `AgingCurrency.all` a table for each currency.
    ///
    /// - Parameter make: makes the writer, where the rows are.
    /// - Throws: `AgingError`, `TenancyError`, `PostgresError`, and what the writer throws.
    package func aging(
        _ scope: Scope, _ request: AgingRequest, to make: @escaping ExportFile.MakeWriter
    ) async throws {
        try scope.require(.readReceivables)
        try await database.requirePast(request.knownAt)
        let export = AgingExport(
            tenant: scope.tenant, request: request, isWhole: scope.portfolio == nil)
        do {
            try await database.snapshot(scope, isCurrent: request.knownAt != nil) { connection in
                let writer = try make()
                let customer = try request.customer.map {
                    try Self.customer($0, connection).name
                }
                try writer.begin(export.document(customer: customer))
                for single in try Self.requests(export, connection) {
                    try Self.write(single.request, single.currency, export, to: writer, connection)
                }
                try writer.finish()
            }
        } catch let error as PostgresError where error.sqlState == .numericValueOutOfRange {
            throw AgingError.totalTooLarge
        }
    }

    /// Whether the aging report of a request can be made, before anybody waits for it.
    ///
    /// - Throws: `AgingError.knownAtInFuture`, `.knownAtTooRecent`, `PostingError.unknownCustomer`.
    package func check(_ scope: Scope, _ request: AgingRequest) async throws {
        try scope.require(.readReceivables)
        try await database.requirePast(request.knownAt)
        guard let customer = request.customer else { return }
        try await database.snapshot(scope) { _ = try Self.customer(customer, $0) }
    }

    /// What a customer owes and how that came about; see `AccountStatement`.
    ///
    /// - Parameter from: nil for the whole history.
    /// - Throws: `AgingError`, `TenancyError`, `PostgresError`.
    package func statement(
        _ scope: Scope, of customer: CustomerID, from: LocalDate?, to: LocalDate
    ) async throws -> AccountStatement {
        try scope.require(.readReceivables)
        if let from, from > to { throw AgingError.dateRange }
        let tenant = scope.tenant
        return try await database.snapshot(scope) { connection in
            let customer = try Self.customer(customer, connection)
            let contact: Query = """
                SELECT name, email FROM ar_contact WHERE customer_id = \(customer.id)
                ORDER BY id LIMIT 1
                """
            let contacts = try connection.query(contact).first.map { row in
                [try row.string(0), try row.decode(1, as: String?.self) ?? ""]
            }
            let movements = StatementService.movements(customer.id, to: to)
            let statements = try StatementService.statements(
                try connection.query(movements), of: customer, tenant, from: from, to: to)
            return AccountStatement(
                tenant: tenant, customer: customer,
                contact: (contacts ?? []).filter { !$0.isEmpty }, from: from, to: to,
                accounts: try statements.map { statement in
                    try Self.account(statement, tenant, connection)
                })
        }
    }

    // MARK: On the connection's thread

    private static func requests(
        _ export: AgingExport, _ connection: isolated PostgresConnection
    ) throws -> [(request: AgingRequest, currency: Currency)] {
        let request = export.request
        switch request.currency {
        case .base: return [(request, export.tenant.currency)]
        case .only(let currency): return [(request, currency)]
        case .all:
            return try connection.query(AgingStorage.currencies).map { row in
                let currency = try Currency(code: try row.string(0))
                var single = request
                single.currency = .only(currency)
                return (single, currency)
            }
        }
    }

    private static func write(
        _ request: AgingRequest, _ currency: Currency, _ export: AgingExport,
        to writer: any ExportWriter, _ connection: isolated PostgresConnection
    ) throws {
        try writer.begin(export.section(in: currency))
        var totals = AgingTotals(bucketCount: request.limits.bucketCount)
        var rowCount = 0
        try forEachRow(request, currency, export, connection) { row in
            totals = try totals.adding(AgingTotals(row))
            rowCount += 1
            try writer.row(export.cells(of: row, in: currency))
        }
        let control = AgingStorage.controlBalance(request, isWhole: export.isWhole)
        let later = try connection.query(AgingStorage.assumedLater(request)).single()
        try writer.end(
            export.ending(
                AgingReport(
                    tenant: export.tenant.name.text, request: request, currency: currency,
                    rows: [], firstRow: 0, rowCount: rowCount, totals: totals,
                    controlBalance: try connection.query(control).single().decode(0),
                    warnings: try AgingPlan.warnings(later, on: request.asOf))))
        guard let comparedTo = request.comparedTo else { return }
        let movements = RollForwardStorage.movements(
            request, since: comparedTo, laterMovementsMax: AgingStorage.laterMovementsMax)
        try RollForwardExport(
            rollForward: try RollForward(
                try connection.query(movements), from: comparedTo, request: request,
                currency: currency),
            request: request, locale: export.locale
        ).write(to: writer)
    }

    /// Rows by document, of which there may be a million, and the ordinary ones by customer are
    /// passed on as they come.
    private static func forEachRow(
        _ request: AgingRequest, _ currency: Currency, _ export: AgingExport,
        _ connection: isolated PostgresConnection, _ body: (AgingRow) throws -> Void
    ) throws {
        if request.rows == .invoice {
            return try connection.stream(AgingItemStorage.byInvoice(request)) { row in
                try body(try AgingRow(itemRow: row, request: request))
            }
        }
        let isOrdinary =
            request.search == nil && request.comparedTo == nil
            && request.effectiveSort == AgingRequest.standardSort(.customer)
        if isOrdinary {
            return try connection.stream(AgingStorage.byCustomer(request)) { row in
                try body(try AgingRow(customerRow: row, limits: request.limits))
            }
        }
        let plan = AgingPlan(
            request, isWhole: export.isWhole, usesRollups: false,
            laterMovementsMax: AgingStorage.laterMovementsMax)
        var results: [Rows] = []
        for query in plan.queries { results.append(try connection.query(query)) }
        for row in try plan.report(results, tenant: export.tenant.name.text, in: currency).rows {
            try body(row)
        }
    }

    private static func customer(
        _ id: CustomerID, _ connection: isolated PostgresConnection
    ) throws -> Customer {
        let query: Query = "SELECT id, code, name FROM ar_customer WHERE id = \(id)"
        guard let row = try connection.query(query).first else {
            throw AgingError.unknownCustomer(id.description)
        }
        return Customer(id: ID(try row.int64(0)), code: try row.string(1), name: try row.string(2))
    }

    private static func account(
        _ statement: Statement, _ tenant: Tenant, _ connection: isolated PostgresConnection
    ) throws -> AccountStatement.Account {
        var request = AgingRequest(
            asOf: statement.to, limits: try AgingLimits(tenant.agingLimits))
        request.rows = .invoice
        request.customer = statement.customer.id
        request.currency = .only(statement.currency)
        let items = try connection.query(AgingItemStorage.byInvoice(request)).map { row in
            try AgingRow(itemRow: row, request: request)
        }
        return AccountStatement.Account(
            statement: statement, openItems: items, limits: request.limits,
            aging: try AgingTotals(items, bucketCount: request.limits.bucketCount))
    }
}
