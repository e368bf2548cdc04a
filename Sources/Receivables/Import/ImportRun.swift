import Formats
import Kernel
import PostgresClient
import Tenancy

/// One file on its way into the books: what is known of it before the transaction begins.
struct ImportRun {
    private let scope: Scope
    private let request: ImportRequest
    private let material: ImportMaterial

    private var scan: ImportScan { material.scan }

    init(_ scope: Scope, _ request: ImportRequest, _ material: ImportMaterial) {
        self.scope = scope
        self.request = request
        self.material = material
    }

    /// Reads the file and puts it into the books, within the connection's transaction.
    func store(
        on connection: isolated PostgresConnection, progress: (ImportProgress) -> Void
    ) throws -> ImportReport {
        for query in ImportStorage.settings { try connection.execute(query) }
        try connection.execute(ImportStorage.quiet)
        let importID = try connection.query(ImportStorage.begin).single().int64(0)
        let (reading, counts, digest) = try posted(
            importID, on: connection, progress: progress)
        var report = try report(reading, counts, on: connection)
        if let output = request.rejectsDescriptor {
            let reasons = try ImportFindings.reasons(on: connection, layout: scan.layout)
                .merging(reading.reasons) { $1 }
            var file = ImportRejectsFile(material, currency: scope.tenant.currency)
            if material.understanding?.items == .summed {
                file.sums = try ImportFindings.mergedAmounts(on: connection)
            }
            try file.write(reasons, to: output)
        }
        let isRefused = request.isStrict && report.rejected > 0
        report.isStored = !request.isDryRun && !isRefused
        if isRefused {
            report.warnings.insert(
                "Nothing was stored, because rows were rejected and the import is strict.", at: 0)
        }
        if report.isStored {
            try scope.holdActor(for: .importData, on: connection)
            let record = ImportRecord(
                id: importID, actor: "\(scope.actor)", fileName: request.displayName,
                sha256: digest, asOf: material.understanding == nil ? report.asOf : scan.statedOn,
                isComplete: request.isComplete && material.understanding?.isMended != true,
                upload: request.upload)
            try connection.execute(record.insert(report))
            try connection.execute(record.event(report).record(scope))
            try connection.execute(ImportStorage.tell(importID))
            if !request.columnMap.isEmpty, let shape = material.shape {
                let map = request.columnMap.map { (header: $0.key, field: $0.value) }
                try connection.execute(
                    ImportStorage.remember(shape, map, by: "\(scope.actor)"))
            }
        }
        return report
    }

    private func posted(
        _ importID: Int64, on connection: isolated PostgresConnection,
        progress: (ImportProgress) -> Void
    ) throws -> (ImportReading, ImportCounts, digest: [UInt8]) {
        if material.understanding == nil, scan.layout.form == .invoices,
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
        let source = HashingSource(try material.list.source())
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
        try connection.execute(ImportStorage.keepScope(importID))
        try connection.execute(ImportStorage.alikeAmongAll)
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
        let staging = ImportStaging(scan)
        let source = HashingSource(try material.list.source())
        var reading = ImportReading(
            scan, currency: scope.tenant.currency, items: material.understanding?.items ?? .none)
        if scan.layout.form == .customers {
            try connection.execute(ImportStorage.customersBegin)
        }
        try connection.copyIn(staging.copy) { writer in
            try writer.writeHeader()
            try reading.read(source, progress: progress) { row, reader, columns in
                try staging.write(row, reader, columns, to: &writer)
            }
            try writer.writeTrailer()
        }
        try mergeItems(reading, on: connection)
        let counts = try put(importID, reading, on: connection, progress: progress)
        return (reading, counts, material.digest ?? source.digest)
    }

    /// One line for each document of a list with lines for its items.
    private func mergeItems(
        _ reading: ImportReading, on connection: isolated PostgresConnection
    ) throws {
        guard let understanding = material.understanding, understanding.items != .none,
            scan.layout.form == .invoices || scan.layout.form == .history
        else { return }
        let rejected = understanding.rejectedItems + reading.rejectedItems
        if !rejected.isEmpty { try connection.execute(ImportStorage.incomplete(rejected)) }
        try connection.execute(ImportStorage.merge(understanding.items))
    }

    private func put(
        _ importID: Int64, _ reading: ImportReading, on connection: isolated PostgresConnection,
        progress: (ImportProgress) -> Void
    ) throws -> ImportCounts {
        let form = scan.layout.form
        if form == .customers {
            progress(.storing(step: 1, of: 1, name: "customers"))
            let row = try connection.query(ImportStorage.customersStore).single()
            return ImportCounts(
                customers: try row.int64(0), new: try row.int64(2), changed: try row.int64(3),
                unchanged: try row.int64(4), contacts: try row.int64(1))
        }
        guard let understanding = material.understanding, let day = scan.statedOn,
            form != .receipts, form != .history || scan.hasBalances
        else {
            return try ImportPosting(
                importID: importID, form: form, mayLackNumbers: scan.statedOn != nil,
                statesApplications: form == .receipts && statesApplications(material)
            )
            .run(on: connection, progress: progress)
        }
        // What stands in a line that was rejected is not missing.
        let isWhole = reading.rejected + understanding.rejected == 0
        return try ImportListPosting(
            importID: importID, form: form == .aging ? .aging : .invoices, day: day,
            isAging: understanding.isAging, isMended: understanding.isMended,
            closesMissing: request.isComplete && isWhole && !understanding.isMended,
            hasBalances: scan.hasBalances, hasApplications: scan.layout.has(.appliedTo)
        ).run(on: connection, progress: progress)
    }

    private func report(
        _ reading: ImportReading, _ counts: ImportCounts,
        on connection: isolated PostgresConnection
    ) throws -> ImportReport {
        let currency = scope.tenant.currency
        var report = ImportReport(
            form: scan.layout.form, asOf: request.asOf, currency: currency)
        report.dateOrder = scan.dates.label
        report.decimalStyle = scan.style
        report.rows = reading.rows
        let id = "plain-\(scan.layout.form.rawValue)"
        if let form = material.form ?? RecognisedForms.rule(id: id)?.form {
            report.formID = form.id
            report.formTitle = form.title
        }
        if let understanding = material.understanding {
            report.formID = understanding.formID
            report.formTitle = understanding.title
            report.asOf = request.asOf ?? understanding.asOf
            report.rows = max(understanding.rows, 0)
        }
        report.contacts = counts.contacts
        report.differing = counts.differing
        report.assumedPayments = counts.assumedPayments
        report.hasDocuments = scan.layout.form != .customers
        report.customers = counts.customers
        report.new = counts.new
        report.changed = counts.changed
        report.unchanged = counts.unchanged
        report.amountTotal = Money(minorUnits: counts.amountTotal, currency: currency)
        report.openTotal = Money(minorUnits: counts.openTotal, currency: currency)
        let before = material.understanding
        let advises =
            !request.isComplete && reading.rejected + (before?.rejected ?? 0) == 0
        let found = try ImportFindings(
            on: connection, layout: scan.layout, advises: advises)
        report.rejected = reading.rejected + found.rejected + (before?.rejected ?? 0)
        report.rejects = Array(
            ((before?.rejects ?? []) + reading.rejects + found.rejects).sorted { $0.line < $1.line }
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
        var texts = material.understanding?.warnings ?? []
        if let differing = report.differing, differing > 0 {
            texts.append(
                "\(differing) \(differing == 1 ? "line differs" : "lines differ") from the aging of"
                    + " our own books on that day.")
        }
        texts += reading.warnings
        texts += ImportWarnings.ofDay(material, request, report)
        if let warning = scan.dates.warning { texts.append(warning) }
        if let warning = scan.styleWarning { texts.append(warning) }
        for warning in [scan.paidWarning, scan.dateWarning] {
            if let warning { texts.append(warning) }
        }
        if !scan.layout.ignored.isEmpty, material.form == nil {
            let names = scan.layout.ignored.prefix(20).map { ImportText.shortened($0, to: 40) }
            texts.append("Columns that are not used: \(names.joined(separator: ", ")).")
        }
        if reading.estimatedDates > 0 {
            let count = reading.estimatedDates
            texts.append(
                "\(count) \(count == 1 ? "document has" : "documents have") no date; the days that"
                    + " the aging says were taken for it.")
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

    /// Whether the file has a column of what its receipts are applied to.
    private func statesApplications(_ material: ImportMaterial) -> Bool {
        guard let understanding = material.understanding else {
            return material.scan.layout.index(.appliedTo) >= 0
        }
        return understanding.titles[.appliedTo] != nil
    }
}
