import Formats
import Kernel
import PostgresClient

/// The binary form in which rows go into the staging table.
struct ImportStaging {
    private let form: ImportForm
    private let isStated: Bool

    init(_ scan: ImportScan) {
        form = scan.layout.form
        isStated = scan.statedOn != nil && (form == .invoices || form == .history)
    }

    /// The statement whose columns `write` fills.
    var copy: Query {
        if form == .customers { return ImportStorage.copyCustomers }
        return isStated ? Self.copyStated : Self.copy(form)
    }

    func write(
        _ row: ImportRow, _ reader: borrowing CSVReader, _ columns: ImportRowColumns,
        to writer: inout CopyWriter
    ) throws(PostgresError) {
        if isStated {
            try Self.writeStated(row, reader, columns, to: &writer)
        } else if form == .aging {
            try Self.writeBucket(row, reader, columns, to: &writer)
        } else if form == .customers {
            try Self.writeCustomer(row, reader, columns, to: &writer)
        } else {
            try Self.write(row, reader, columns, form: form, to: &writer)
        }
    }

    /// The statement whose columns `write` fills, by form.
    static func copy(_ form: ImportForm) -> Query {
        switch form {
        case .invoices, .automatic:
            """
            COPY import_row (line, amount, document_on, due_on, kind, customer, number, currency,
                disputed) FROM STDIN (FORMAT binary)
            """
        case .history:
            """
            COPY import_row (line, amount, document_on, due_on, kind, customer, number, currency,
                disputed, settled_on) FROM STDIN (FORMAT binary)
            """
        case .receipts:
            """
            COPY import_row (line, amount, document_on, due_on, kind, customer, number, currency,
                applied_to, applied_amount, applied_on, base_amount, stated_rate) FROM STDIN (FORMAT binary)
            """
        case .aging, .customers:
            """
            COPY import_row (line, amount, document_on, due_on, kind, customer, number, currency,
                bucket_days, bucket, customer_name) FROM STDIN (FORMAT binary)
            """
        }
    }

    /// The same for the documents of a converted list.
    static let copyStated: Query = """
        COPY import_row (line, amount, document_on, due_on, kind, customer, number, currency,
            disputed, settled_on, open_amount, stated_on, dated, amount_unknown, date_unknown,
            due_unknown, bucket, customer_name, applied_to, applied_amount, item_amount, item_type,
            base_amount, stated_rate)
        FROM STDIN (FORMAT binary)
        """

    static func writeStated(
        _ row: ImportRow, _ reader: borrowing CSVReader, _ columns: ImportRowColumns,
        to writer: inout CopyWriter
    ) throws(PostgresError) {
        try writer.beginRow(columns: 24)
        try writer.int64(columns.line(reader))
        try writer.int64(row.amount)
        try writer.date(daysSince2000: row.date)
        try writer.date(daysSince2000: row.dueDate)
        try writer.int16(row.kind.rawValue)
        try text(columns.customer, reader, to: &writer)
        if row.hasNumber {
            try text(columns.number, reader, to: &writer)
        } else {
            try writer.null()
        }
        try writer.text(row.currency?.code)
        try writer.bool(row.isDisputed)
        try date(row.settledDate, to: &writer)
        try writer.int64(row.openAmount)
        try writer.date(daysSince2000: row.statedOn)
        try writer.bool(row.isDated ? true : nil)
        try writer.bool(row.isAmountUnknown ? true : nil)
        try writer.bool(row.isDateUnknown ? true : nil)
        try writer.bool(row.isDueUnknown ? true : nil)
        try optionalText(columns.bucket, reader, to: &writer)
        try optionalText(columns.customerName, reader, to: &writer)
        if row.isApplied {
            try text(columns.appliedTo, reader, to: &writer)
        } else {
            try writer.null()
        }
        try writer.int64(row.appliedAmount)
        try writer.int64(row.itemAmount)
        try writer.int16(row.itemKind.rawValue)
        try writer.int64(row.baseAmount)
        try writer.int64(row.statedRate)
    }

    /// A customer and bucket of an aging list; its number names the day and the bucket.
    static func writeBucket(
        _ row: ImportRow, _ reader: borrowing CSVReader, _ columns: ImportRowColumns,
        to writer: inout CopyWriter
    ) throws(PostgresError) {
        try writer.beginRow(columns: 11)
        try writer.int64(columns.line(reader))
        try writer.int64(row.amount)
        try writer.date(daysSince2000: row.date)
        try writer.date(daysSince2000: row.dueDate)
        try writer.int16(row.kind.rawValue)
        try text(columns.customer, reader, to: &writer)
        let day = (try? LocalDate(daysSince2000: row.date)).map(\.description)
        let bucket = reader.withField(columns.bucket) { ImportText.string($0) }
        try writer.text(
            ["Aging", day ?? "", bucket, row.currency?.code ?? ""].filter { !$0.isEmpty }
                .joined(separator: " "))
        try writer.text(row.currency?.code)
        try writer.int32(row.bucketDays)
        try writer.text(bucket)
        try optionalText(columns.customerName, reader, to: &writer)
    }

    static func write(
        _ row: ImportRow, _ reader: borrowing CSVReader, _ columns: ImportRowColumns,
        form: ImportForm, to writer: inout CopyWriter
    ) throws(PostgresError) {
        let count: Int16 =
            switch form {
            case .invoices, .automatic: 9
            case .history: 10
            case .receipts: 13
            case .aging, .customers: 11
            }
        try writer.beginRow(columns: count)
        try writer.int64(columns.line(reader))
        try writer.int64(row.amount)
        try writer.date(daysSince2000: row.date)
        try writer.date(daysSince2000: row.dueDate)
        try writer.int16(row.kind.rawValue)
        try text(columns.customer, reader, to: &writer)
        if row.hasNumber {
            try text(columns.number, reader, to: &writer)
        } else {
            try writer.null()
        }
        try writer.text(row.currency?.code)
        if form == .receipts {
            if row.isApplied {
                try text(columns.appliedTo, reader, to: &writer)
            } else {
                try writer.null()
            }
            try writer.int64(row.appliedAmount)
            try date(row.appliedDate, to: &writer)
            try writer.int64(row.baseAmount)
            try writer.int64(row.statedRate)
        } else {
            try writer.bool(row.isDisputed)
            if form == .history { try date(row.settledDate, to: &writer) }
        }
    }

    private static func text(
        _ column: Int, _ reader: borrowing CSVReader, to writer: inout CopyWriter
    ) throws(PostgresError) {
        try reader.withField(column) { bytes throws(PostgresError) in
            try writer.text(utf8: bytes.extracting(ImportText.trimmed(bytes)))
        }
    }

    static func writeCustomer(
        _ row: ImportRow, _ reader: borrowing CSVReader, _ columns: ImportRowColumns,
        to writer: inout CopyWriter
    ) throws(PostgresError) {
        try writer.beginRow(columns: 9)
        try writer.int64(columns.line(reader))
        try text(columns.customer, reader, to: &writer)
        try optionalText(columns.customerName, reader, to: &writer)
        try optionalText(columns.group, reader, to: &writer)
        try optionalText(columns.terms, reader, to: &writer)
        // Said is what the file says, the tenant's own currency included.
        if reader.withField(columns.currency, { ImportText.trimmed($0).isEmpty }) {
            try writer.null()
        } else {
            let code = reader.withField(columns.currency) { ImportText.string($0) }
            try writer.text((row.currency ?? Currency.find(code))?.code)
        }
        try optionalText(columns.contact, reader, to: &writer)
        try optionalText(columns.email, reader, to: &writer)
        try optionalText(columns.phone, reader, to: &writer)
    }

    private static func optionalText(
        _ column: Int, _ reader: borrowing CSVReader, to writer: inout CopyWriter
    ) throws(PostgresError) {
        let isEmpty = reader.withField(column) { ImportText.trimmed($0).isEmpty }
        if isEmpty { try writer.null() } else { try text(column, reader, to: &writer) }
    }

    private static func date(
        _ days: Int32?, to writer: inout CopyWriter
    ) throws(PostgresError) {
        if let days { try writer.date(daysSince2000: days) } else { try writer.null() }
    }
}
