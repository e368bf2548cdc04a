import Formats
import Kernel
import PostgresClient
import Tenancy

/// One file on its way into the books: what is known of it before the transaction begins.
struct ImportRun {
    private let scope: Scope
    private let request: ImportRequest
    private let file: ImportFile
    private let scan: ImportScan

    /// Opens the file and finds out what it is.
    ///
    /// - Throws: `ImportError`, `CSVError`.
    init(_ scope: Scope, _ request: ImportRequest) throws {
        self.scope = scope
        self.request = request
        file = try ImportFile(request.origin)
        scan = try ImportScan(
            file, form: request.form, map: request.columnMap, currency: scope.tenant.currency,
            locale: scope.tenant.locale)
    }

    /// Reads the file and puts it into the books, within the connection's transaction.
    func store(
        on connection: isolated PostgresConnection, progress: (ImportProgress) -> Void
    ) throws -> ImportReport {
        for query in ImportStorage.settings { try connection.execute(query) }
        let importID = try connection.query(ImportStorage.begin).single().int64(0)
        let (reading, counts, digest) = try posted(
            importID, on: connection, progress: progress)
        var report = try report(reading, counts, on: connection)
        let isRefused = request.isStrict && report.rejected > 0
        report.isStored = !request.isDryRun && !isRefused
        if isRefused {
            report.warnings.insert(
                "Nothing was stored, because rows were rejected and the import is strict.", at: 0)
        }
        if report.isStored {
            let record = ImportRecord(
                id: importID, actor: "\(scope.actor)", fileName: request.displayName,
                sha256: digest)
            try connection.execute(record.insert(report))
        }
        return report
    }

    private func posted(
        _ importID: Int64, on connection: isolated PostgresConnection,
        progress: (ImportProgress) -> Void
    ) throws -> (ImportReading, ImportCounts, digest: [UInt8]) {
        if scan.layout.form == .invoices,
            try connection.query(ImportStorage.isFirst).single().decode(0, as: Bool.self)
        {
            try connection.execute(ImportStorage.savepoint)
            do {
                return try direct(importID, on: connection, progress: progress)
            } catch is ImportDirect.NotPossible {
                try connection.execute(ImportStorage.rollback)
            }
        }
        return try staged(importID, on: connection, progress: progress)
    }

    /// Straight into the tables.
    private func direct(
        _ importID: Int64, on connection: isolated PostgresConnection,
        progress: (ImportProgress) -> Void
    ) throws -> (ImportReading, ImportCounts, digest: [UInt8]) {
        let source = HashingSource(try file.source())
        var reading = ImportReading(scan, currency: scope.tenant.currency)
        var direct = ImportDirect(
            importID: importID, currency: scope.tenant.currency,
            recordedAt: try connection.query(ImportStorage.recordedAt).single().decode(0))
        try reading.read(source, progress: progress) { row, reader, columns in
            try direct.add(row, reader, columns, on: connection)
        }
        try direct.flush(on: connection)
        progress(.storing(step: 1, of: 1, name: "totals"))
        try connection.execute(ImportStorage.fold(importID))
        let customers = try connection.query(ImportStorage.customerCount(importID)).single()
        let counts = ImportCounts(
            customers: try customers.int64(0), new: direct.documents,
            amountTotal: direct.total, openTotal: direct.total)
        return (reading, counts, source.digest)
    }

    /// Into a temporary table first, which is compared with what is stored.
    private func staged(
        _ importID: Int64, on connection: isolated PostgresConnection,
        progress: (ImportProgress) -> Void
    ) throws -> (ImportReading, ImportCounts, digest: [UInt8]) {
        let form = scan.layout.form
        let source = HashingSource(try file.source())
        var reading = ImportReading(scan, currency: scope.tenant.currency)
        try connection.copyIn(ImportStaging.copy(form)) { writer in
            try writer.writeHeader()
            try reading.read(source, progress: progress) { row, reader, columns in
                try ImportStaging.write(row, reader, columns, form: form, to: &writer)
            }
            try writer.writeTrailer()
        }
        let posting = ImportPosting(importID: importID, form: form)
        let counts = try posting.run(on: connection, progress: progress)
        return (reading, counts, source.digest)
    }

    private func report(
        _ reading: ImportReading, _ counts: ImportCounts,
        on connection: isolated PostgresConnection
    ) throws -> ImportReport {
        let currency = scope.tenant.currency
        var report = ImportReport(
            form: scan.layout.form, asOf: request.asOf, currency: currency)
        report.dateOrder = scan.dates.label
        report.rows = reading.rows
        report.customers = counts.customers
        report.new = counts.new
        report.changed = counts.changed
        report.unchanged = counts.unchanged
        report.amountTotal = Money(minorUnits: counts.amountTotal, currency: currency)
        report.openTotal = Money(minorUnits: counts.openTotal, currency: currency)
        let found = try ImportFindings(on: connection, layout: scan.layout)
        report.rejected = reading.rejected + found.rejected
        report.rejects = Array(
            (reading.rejects + found.rejects).sorted { $0.line < $1.line }
                .prefix(ImportReport.rejectsMax))
        var warnings = ImportWarnings()
        fileWarnings(reading, report).forEach { warnings.add($0) }
        found.warnings.forEach { warnings.add($0) }
        warnings.add(further: found.furtherWarnings)
        report.warnings = warnings.all
        return report
    }

    /// What is to be said of the file as a whole.
    private func fileWarnings(_ reading: ImportReading, _ report: ImportReport) -> [String] {
        var texts: [String] = []
        if let warning = scan.dates.warning { texts.append(warning) }
        if scan.style == .comma {
            texts.append("The amounts were read with a comma before the decimals.")
        }
        if !scan.layout.ignored.isEmpty {
            let names = scan.layout.ignored.prefix(20).map { ImportText.shortened($0, to: 40) }
            texts.append("Columns that are not used: \(names.joined(separator: ", ")).")
        }
        if reading.dueBeforeDate > 0 {
            let count = reading.dueBeforeDate
            texts.append(
                count == 1
                    ? "One due date lies before its document's date."
                    : "\(count) due dates lie before their documents' dates.")
        }
        if report.rejected > Int64(ImportReport.rejectsMax) {
            texts.append(
                "Only the first \(ImportReport.rejectsMax) of \(report.rejected) rejected lines"
                    + " are listed.")
        }
        return texts
    }
}
