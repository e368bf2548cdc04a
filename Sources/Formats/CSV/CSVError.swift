package import Kernel

/// Why a CSV file could not be read further. Lines count from 1, as an editor counts them.
package enum CSVError: DomainError, Hashable {
    /// The file does not exist or may not be read; the reason is the system's.
    case cannotOpen(reason: String)
    /// Reading broke off; the reason is the system's.
    case readFailed(reason: String)
    /// There is nothing in the file, or nothing but white space.
    case empty
    /// The file is something else than text in UTF-8.
    case notText(CSVForeignFormat)
    /// A zero byte in otherwise readable text.
    case zeroByte(line: Int)
    /// Bytes that are not UTF-8 in the record that begins on this line.
    case invalidUTF8(line: Int)
    /// The file ends inside the quoted field that begins on this line.
    case truncated(line: Int)
    /// The last record, which begins on this line, has neither a line end nor all its fields.
    case cutOff(line: Int)
    /// A field of the record that begins on this line is longer than the limit.
    case fieldTooLong(line: Int, bytesMax: Int)
    /// The record that begins on this line has more fields than the limit.
    case tooManyColumns(line: Int, columnsMax: Int)
    /// The record that begins on this line is longer than the limit.
    case recordTooLong(line: Int, bytesMax: Int)

    package var kind: ErrorKind {
        switch self {
        case .cannotOpen: .notFound
        case .readFailed: .unavailable
        case .fieldTooLong, .tooManyColumns, .recordTooLong: .tooLarge
        case .empty, .notText, .zeroByte, .invalidUTF8, .truncated, .cutOff: .invalid
        }
    }

    package var code: String {
        switch self {
        case .cannotOpen: "csv_cannot_open"
        case .readFailed: "csv_read_failed"
        case .empty: "csv_empty"
        case .notText: "csv_not_text"
        case .zeroByte: "csv_zero_byte"
        case .invalidUTF8: "csv_not_utf8"
        case .truncated: "csv_truncated"
        case .cutOff: "csv_cut_off"
        case .fieldTooLong: "csv_field_too_long"
        case .tooManyColumns: "csv_too_many_columns"
        case .recordTooLong: "csv_record_too_long"
        }
    }

    package var userMessage: String {
        switch self {
        case .cannotOpen(let reason):
            "The file cannot be opened: \(reason)."
        case .readFailed(let reason):
            "The file could not be read to its end: \(reason)."
        case .empty:
            "The file is empty."
        case .notText(let format):
            "This is \(format.name), not a CSV file. \(format.advice)"
        case .zeroByte(let line):
            "Line \(line) contains a zero byte; the file is damaged or not a text file."
        case .invalidUTF8(let line):
            "Line \(line) contains characters that are not UTF-8. Save the file as “CSV UTF-8”."
        case .truncated(let line):
            "The quoted field that begins on line \(line) is never closed: "
                + "the file is cut off or a quote is missing."
        case .cutOff(let line):
            "The file ends in the middle of line \(line): it was probably not transferred whole."
        case .fieldTooLong(let line, let bytesMax):
            "A field on line \(line) is longer than \(bytesMax) bytes; a quote may be missing."
        case .tooManyColumns(let line, let columnsMax):
            "Line \(line) has more than \(columnsMax) columns."
        case .recordTooLong(let line, let bytesMax):
            "The record on line \(line) is longer than \(bytesMax) bytes."
        }
    }
}
