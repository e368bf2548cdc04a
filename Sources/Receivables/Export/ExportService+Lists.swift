package import Formats
package import Kernel
import PostgresClient
package import Tenancy

extension ExportService {
    /// All customers that a list shows, whatever its page.
    ///
    /// - Throws: `TenancyError`, `PostgresError`, and what the writer throws.
    package func customers(
        _ scope: Scope, _ request: CustomerListRequest, to make: @escaping ExportFile.MakeWriter
    ) async throws {
        try scope.require(.readReceivables)
        let tenant = scope.tenant
        try await database.snapshot(scope, isCurrent: true) { connection in
            let writer = try make()
            try writer.begin(ListExport.document(request, tenant))
            try writer.begin(ListExport.customers(tenant))
            var totals = (balance: Int64(0), overdue: Int64(0))
            try connection.stream(CustomerListStorage.all(request)) { row in
                let customer = try CustomerListService.row(row)
                // The same in every row: the database's own sums over all of them.
                totals = (try row.int64(7), try row.int64(8))
                try writer.row(ListExport.cells(customer, tenant))
            }
            try writer.end(
                ListExport.ending(overdue: totals.overdue, balance: totals.balance))
            try writer.finish()
        }
    }

    /// All documents that a search finds, a table for each currency; those first that the page
    /// shows first.
    ///
    /// - Throws: `TenancyError`, `PostgresError`, and what the writer throws.
    package func found(
        _ scope: Scope, _ terms: SearchTerms, to make: @escaping ExportFile.MakeWriter
    ) async throws {
        try scope.require(.readReceivables)
        let tenant = scope.tenant
        try await database.snapshot(scope, isCurrent: true) { connection in
            let writer = try make()
            try writer.begin(SearchExport.document(terms, tenant))
            var tables = CurrencyTables(to: writer, section: SearchExport.section)
            let isAsked = !terms.isEmpty
            let limit = isAsked ? SearchExport.documentsMax : 0
            let query = SearchStorage.documents(
                terms, limit: Int64(limit) + 1, byCurrency: true)
            var count = 0
            if isAsked {
                try connection.stream(query) { row in
                    count += 1
                    guard count <= limit else { return }
                    let found = try SearchService.document(row)
                    try tables.row(SearchExport.cells(found), in: found.currency)
                }
            }
            try tables.finish(
                orIn: tenant.currency, notes: count > limit ? [SearchExport.cut] : [])
        }
    }

    /// All imports, the youngest first.
    ///
    /// - Throws: `TenancyError`, `PostgresError`, and what the writer throws.
    package func imports(
        _ scope: Scope, to make: @escaping ExportFile.MakeWriter
    ) async throws {
        try scope.require(.importData)
        let tenant = scope.tenant
        try await database.snapshot(scope, isCurrent: true) { connection in
            let writer = try make()
            var export = ImportExport(tenant: tenant)
            try writer.begin(export.document)
            try writer.begin(export.section)
            let all: Query = "\(fragment: ImportHistoryService.select) ORDER BY m.id DESC"
            try connection.stream(all) { row in
                try writer.row(export.cells(try ImportHistoryService.entry(row)))
            }
            try writer.end(export.ending)
            try writer.finish()
        }
    }

    /// Everything that moved a document and all its journal entries, whatever the page.
    ///
    /// - Throws: `AccountError.unknownDocument`, `TenancyError`, `PostgresError`.
    package func movements(
        _ scope: Scope, of id: DocumentID, asOf day: LocalDate, order: DocumentMovement.Order
    ) async throws -> DocumentRecord {
        try scope.require(.readReceivables)
        let results = try await database.readTogether(
            scope, isCurrent: true,
            [
                DocumentStorage.head(id), DocumentStorage.open(id, day),
                DocumentStorage.instalments(id),
                DocumentStorage.movements(id, order, page: nil),
                DocumentStorage.journal(id, isWhole: true),
            ])
        guard let head = results[0].first else { throw AccountError.unknownDocument }
        return try DocumentReader(id: id, asOf: day, head: head).record(
            open: results[1], instalments: results[2], movements: results[3],
            journal: results[4], hasWholeJournal: true)
    }
}

extension DocumentRecord {
    /// Writes the movements at hand.
    ///
    /// - Throws: what the writer throws.
    package func write(to writer: any ExportWriter, for tenant: Tenant) throws {
        try writer.write(
            ListExport.document(self, tenant), ListExport.movements(self, tenant),
            rows: movements.map { ListExport.cells($0, self) })
    }

    /// Writes the journal entries at hand.
    ///
    /// - Throws: what the writer throws.
    package func writeJournal(to writer: any ExportWriter, for tenant: Tenant) throws {
        let export = JournalExport(tenant: tenant, record: self)
        try writer.write(
            ListExport.document(self, tenant), export.section, rows: journal.map(export.cells),
            ending: export.ending)
    }
}
