import Formats
import Kernel
import PostgresClient

/// The quick way for a tenant's first invoices, when there is nothing to compare with: rows go by
/// COPY straight into the tables, in the order of the customers, so that every index grows at
/// its end. It gives up, and the caller undoes it, where the file turns out to need comparing.
struct ImportDirect {
    /// The file has something that this way cannot do.
    struct NotPossible: Error {}

    private static let entriesPerCall = 20_000

    private let importID: Int64
    private let currency: String
    private let recordedAt: Instant
    private var batch = ImportBatch()
    private(set) var total: Int64 = 0
    private(set) var documents: Int64 = 0

    init(importID: Int64, currency: Currency, recordedAt: Instant) {
        self.importID = importID
        self.currency = currency.code
        self.recordedAt = recordedAt
    }

    /// Takes a row, and sends what has gathered when that is enough.
    ///
    /// - Throws: `NotPossible` for a foreign currency.
    mutating func add(
        _ row: ImportRow, _ reader: borrowing CSVReader, _ columns: ImportRowColumns,
        on connection: isolated PostgresConnection
    ) throws {
        guard row.currency == nil else { throw NotPossible() }
        batch.append(row, reader, columns)
        let (sum, overflow) = total.addingReportingOverflow(row.amount)
        guard !overflow else { throw NotPossible() }
        total = sum
        if batch.isFull { try flush(on: connection) }
    }

    /// Sends the rows that have gathered.
    ///
    /// - Throws: `NotPossible` when one of the documents is there already, or a customer's name
    ///   is written in an unusual way.
    mutating func flush(on connection: isolated PostgresConnection) throws {
        guard batch.count > 0 else { return }
        let codes = batch.customers.texts
        // Names that may look like others must be compared.
        guard !codes.contains(where: ImportText.mayLookAlike) else { throw NotPossible() }
        try connection.execute(ImportStorage.addCustomers(codes))
        let ids = try connection.query(ImportStorage.customerIDs(codes)).single()
            .decode(0, as: [Int64].self)
        guard ids.count == codes.count else { throw NotPossible() }
        let documents = try connection.query(ImportStorage.documentIDs(batch.count)).single()
            .decode(0, as: [Int64].self)
        let rows = ImportSortedRows(batch, customers: ids, documents: documents)
        do {
            try copyDocuments(rows, on: connection)
        } catch let error as PostgresError {
            guard case .uniqueViolation = error else { throw error }
            throw NotPossible()
        }
        try copyEntries(rows, on: connection)
        try copyOpenItems(rows, on: connection)
        try markSettled(rows, on: connection)
        try postJournal(rows, on: connection)
        self.documents += Int64(batch.count)
        batch.removeAll()
    }

    private func copyDocuments(
        _ rows: ImportSortedRows, on connection: isolated PostgresConnection
    ) throws {
        try connection.copyIn(ImportStorage.copyDocuments) { writer in
            try writer.writeHeader()
            for (row, customer, document) in rows {
                try writer.beginRow(columns: 13)
                try writer.int64(document)
                try writer.int64(customer)
                try writer.int64(rows.batch.amount[row])
                try writer.int64(rows.batch.amount[row])
                try writer.timestamp(recordedAt)
                try writer.int64(importID)
                try writer.date(daysSince2000: rows.batch.date[row])
                try writer.date(daysSince2000: rows.batch.dueDate[row])
                try writer.int16(rows.batch.kind(row).rawValue)
                // Posted.
                try writer.int16(1)
                try writer.bool(rows.batch.isDisputed[row])
                try writer.text(currency)
                try rows.batch.withNumber(row) { number throws(PostgresError) in
                    try writer.text(utf8: number)
                }
            }
            try writer.writeTrailer()
        }
    }

    private func copyEntries(
        _ rows: ImportSortedRows, on connection: isolated PostgresConnection
    ) throws {
        try connection.copyIn(ImportStorage.copyEntries) { writer in
            try writer.writeHeader()
            for (row, customer, document) in rows {
                try writer.beginRow(columns: 11)
                try writer.int64(document)
                try writer.int64(customer)
                try writer.timestamp(recordedAt)
                try writer.int64(rows.batch.amount[row])
                try writer.int64(rows.batch.amount[row])
                try writer.date(daysSince2000: rows.batch.date[row])
                try writer.date(daysSince2000: rows.batch.dueDate[row])
                try writer.date(daysSince2000: rows.batch.date[row])
                // The only instalment.
                try writer.int16(1)
                try writer.int16(rows.batch.kind(row).rawValue)
                try writer.text(currency)
            }
            try writer.writeTrailer()
        }
    }

    private func copyOpenItems(
        _ rows: ImportSortedRows, on connection: isolated PostgresConnection
    ) throws {
        try connection.copyIn(ImportStorage.copyOpenItems) { writer in
            try writer.writeHeader()
            for (row, customer, document) in rows where rows.batch.amount[row] != 0 {
                try writer.beginRow(columns: 10)
                try writer.int64(document)
                try writer.int64(customer)
                try writer.int64(rows.batch.amount[row])
                try writer.int64(rows.batch.amount[row])
                try writer.date(daysSince2000: rows.batch.dueDate[row])
                try writer.date(daysSince2000: rows.batch.date[row])
                try writer.date(daysSince2000: rows.batch.date[row])
                try writer.int16(1)
                // Counts as an open invoice.
                try writer.int16(rows.batch.kind(row) == .invoice ? 1 : 0)
                try writer.text(currency)
            }
            try writer.writeTrailer()
        }
    }

    /// What is of nothing is settled as it comes.
    private func markSettled(
        _ rows: ImportSortedRows, on connection: isolated PostgresConnection
    ) throws {
        var settled: [Int64] = []
        for (row, _, document) in rows where rows.batch.amount[row] == 0 {
            settled.append(document)
        }
        guard !settled.isEmpty else { return }
        try connection.execute(ImportStorage.markSettled(settled))
    }

    private func postJournal(
        _ rows: ImportSortedRows, on connection: isolated PostgresConnection
    ) throws {
        for kind in [DocumentKind.invoice, .creditNote] {
            var dates: [Int32] = []
            var ids: [Int64] = []
            var amounts: [Int64] = []
            for (row, _, document) in rows
            where rows.batch.kind(row) == kind && rows.batch.amount[row] != 0 {
                dates.append(rows.batch.date[row])
                ids.append(document)
                amounts.append(rows.batch.amount[row])
                guard ids.count == Self.entriesPerCall else { continue }
                try connection.execute(
                    ImportStorage.transfer(kind, currency, dates, ids, amounts))
                dates.removeAll(keepingCapacity: true)
                ids.removeAll(keepingCapacity: true)
                amounts.removeAll(keepingCapacity: true)
            }
            guard !ids.isEmpty else { continue }
            try connection.execute(ImportStorage.transfer(kind, currency, dates, ids, amounts))
        }
    }
}
