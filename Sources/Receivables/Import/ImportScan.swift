import Formats
import Kernel

/// What must be known of a file before its first row can be read: its columns, the order of its
/// dates and which sign separates decimals.
struct ImportScan: Sendable {
    /// Dates like 2026-09-30 cannot be misread, so these many rows settle the matter.
    private static let rowsEnough = 1_000

    let layout: ImportLayout
    let dates: ImportDates
    let style: DecimalStyle

    /// Reads the header and, unless the first rows have ISO dates, the whole file.
    ///
    /// - Throws: `ImportError`, `CSVError`.
    init(
        _ file: ImportFile, form: ImportForm, map: [String: String], currency: Currency,
        locale: String
    ) throws {
        var reader = try CSVReader(file.source())
        let headers = try Self.headers(&reader)
        layout = try ImportLayout(headers: headers, form: form, map: map)
        var columns = ImportColumns(layout, decimals: currency.decimals)
        while try reader.next() {
            columns.add(reader)
            if columns.rows == Self.rowsEnough, columns.isPlain { break }
        }
        dates = try ImportDates(
            columns.detector, usesPoints: columns.usesPoints, locale: locale)
        style = columns.style
    }

    /// The names in the first line that is not blank.
    static func headers(_ reader: inout CSVReader) throws(CSVError) -> [String] {
        while try reader.next() {
            if reader.isBlank { continue }
            return (0..<reader.count).map { index in
                reader.withField(index) { ImportText.string($0) }
            }
        }
        throw .empty
    }
}
