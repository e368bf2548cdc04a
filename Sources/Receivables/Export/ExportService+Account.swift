package import Formats
package import Kernel
import PostgresClient
package import Tenancy

extension ExportService {
    /// A whole list of a customer's page; what has amounts as a table for each currency.
    ///
    /// - Throws: `AccountError.unknownCustomer`, `AgingError.totalTooLarge`, `TenancyError`,
    ///   `PostgresError`, and what the writer throws.
    package func account(
        _ scope: Scope, _ id: CustomerID, _ list: AccountList, asOf day: LocalDate,
        to make: @escaping ExportFile.MakeWriter
    ) async throws {
        try scope.require(.readReceivables)
        let tenant = scope.tenant
        try await database.snapshot(scope, isCurrent: true) { connection in
            guard let head = try connection.query(AccountStorage.head(id)).first else {
                throw AccountError.unknownCustomer
            }
            let export = AccountExport(
                tenant: tenant,
                customer: Customer(id: id, code: try head.string(0), name: try head.string(1)),
                asOf: day)
            let writer = try make()
            try writer.begin(export.document(list))
            switch list {
            case .openItems: try Self.items(export, to: writer, connection)
            case .documents: try Self.documents(export, to: writer, connection)
            case .movements: try Self.movements(export, to: writer, connection)
            case .notes: try Self.notes(export, to: writer, connection)
            }
        }
    }

    private static func items(
        _ export: AccountExport, to writer: any ExportWriter,
        _ connection: isolated PostgresConnection
    ) throws {
        var tables = CurrencyTables(
            to: writer, summed: AccountExport.summedOfItems, section: export.items)
        var balance: Int64 = 0
        let items = AccountStorage.itemPage(export.customer.id, export.asOf, page: nil)
        try connection.stream(items) { row in
            let item = try AccountReader.item(row)
            try tables.row(export.cells(item), in: item.currency)
            let (sum, overflow) = balance.addingReportingOverflow(item.baseOpen)
            if overflow { throw AgingError.totalTooLarge }
            balance = sum
        }
        try tables.finish(orIn: export.tenant.currency, notes: [export.balance(balance)])
    }

    private static func documents(
        _ export: AccountExport, to writer: any ExportWriter,
        _ connection: isolated PostgresConnection
    ) throws {
        var tables = CurrencyTables(
            to: writer, summed: AccountExport.summedOfDocuments, section: export.documents)
        let documents = AccountStorage.documentPage(export.customer.id, export.asOf, page: nil)
        try connection.stream(documents) { row in
            let document = try AccountReader.document(row)
            try tables.row(export.cells(document), in: document.currency)
        }
        try tables.finish(orIn: export.tenant.currency)
    }

    private static func movements(
        _ export: AccountExport, to writer: any ExportWriter,
        _ connection: isolated PostgresConnection
    ) throws {
        var tables = CurrencyTables(
            to: writer, label: AccountExport.labelOfMovements,
            summed: AccountExport.summedOfMovements, section: export.movements)
        let movements = AccountStorage.movementPage(export.customer.id, page: nil)
        try connection.stream(movements) { row in
            let movement = try AccountReader.movement(row)
            try tables.row(export.cells(movement), in: movement.currency)
        }
        try tables.finish(orIn: export.tenant.currency)
    }

    private static func notes(
        _ export: AccountExport, to writer: any ExportWriter,
        _ connection: isolated PostgresConnection
    ) throws {
        try writer.begin(export.notes)
        try connection.stream(AccountStorage.allNotes(export.customer.id)) { row in
            try writer.row(export.cells(try AccountReader.note(row)))
        }
        try writer.end(ExportEnding())
        try writer.finish()
    }
}
