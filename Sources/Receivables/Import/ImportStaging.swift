import Formats
import PostgresClient

/// The binary form in which rows go into the staging table.
enum ImportStaging {
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
                applied_to, applied_amount, applied_on) FROM STDIN (FORMAT binary)
            """
        }
    }

    static func write(
        _ row: ImportRow, _ reader: borrowing CSVReader, _ columns: ImportRowColumns,
        form: ImportForm, to writer: inout CopyWriter
    ) throws(PostgresError) {
        let count: Int16 =
            switch form {
            case .invoices, .automatic: 9
            case .history: 10
            case .receipts: 11
            }
        try writer.beginRow(columns: count)
        try writer.int64(Int64(reader.line))
        try writer.int64(row.amount)
        try writer.date(daysSince2000: row.date)
        try writer.date(daysSince2000: row.dueDate)
        try writer.int16(row.kind.rawValue)
        try text(columns.customer, reader, to: &writer)
        try text(columns.number, reader, to: &writer)
        try writer.text(row.currency?.code)
        if form == .receipts {
            if row.isApplied {
                try text(columns.appliedTo, reader, to: &writer)
            } else {
                try writer.null()
            }
            try writer.int64(row.appliedAmount)
            try date(row.appliedDate, to: &writer)
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

    private static func date(
        _ days: Int32?, to writer: inout CopyWriter
    ) throws(PostgresError) {
        if let days { try writer.date(daysSince2000: days) } else { try writer.null() }
    }
}
