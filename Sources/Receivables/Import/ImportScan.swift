import Formats
import Kernel

/// What must be known of a file before its first row can be read: its columns, the order of its
/// dates and which sign separates decimals.
struct ImportScan: Sendable {
    /// Dates like 2026-09-30 and amounts like 12.50 cannot be misread, so these many rows settle
    /// the matter.
    private static let rowsEnough = 1_000

    let layout: ImportLayout
    let dates: ImportDates
    let style: DecimalStyle
    /// Whether the dates and amounts looked at are written as in plain lists.
    let isClear: Bool
    /// What the file states for all its amounts.
    let currency: Currency?
    /// What is doubtful about the decimal sign.
    let styleWarning: String?
    /// Whether what is paid of an invoice may be below zero: was paid back.
    let readsPaidBack: Bool
    /// What is to be said of that.
    let paidWarning: String?
    /// What is doubtful about the dates of a plain list beside their order.
    let dateWarning: String?
    /// Of a converted list; nil for a plain one.
    let statedOn: LocalDate?

    /// Reads the header and, unless the first rows have ISO dates and clear amounts, the whole
    /// file.
    ///
    /// - Throws: `ImportError`, `CSVError`.
    init(
        _ file: ImportFile, form: ImportForm, map: [String: String], currency: Currency,
        locale: String, rowsMax: Int? = nil
    ) throws {
        var reader = try CSVReader(file.source())
        let headers = try Self.headers(&reader)
        layout = try ImportLayout(headers: headers, form: form, map: map)
        var columns = ImportColumns(layout, decimals: currency.decimals)
        while try reader.next() {
            columns.add(reader)
            if columns.rows == rowsMax { break }
            if columns.rows >= Self.rowsEnough, columns.isSettled { break }
        }
        isClear = columns.isClear
        dates = try ImportDates(
            columns.detector, usesPoints: columns.usesPoints, locale: locale)
        let usual = Self.usualStyle(locale)
        // Where no amount has a separator, there is nothing to say of it.
        let isOpen = columns.amounts.verdict == .ambiguous
        style = columns.amounts.style(usual: isOpen ? usual : .point)
        styleWarning = columns.amounts.sentence(usual: usual)
        self.currency = nil
        statedOn = nil
        (readsPaidBack, paidWarning) = (false, nil)
        dateWarning = columns.dateWarning
    }

    /// Reads a converted list.
    ///
    /// - Parameters:
    ///   - statedOn: the day for which it holds.
    ///   - own: the tenant's currency.
    init(
        _ file: ImportFile, understanding: ImportUnderstanding, statedOn: LocalDate,
        own: Currency, locale: String
    ) throws {
        var reader = try CSVReader(file.source(), delimiter: UInt8(ascii: ","))
        let names = try Self.headers(&reader)
        layout = ImportLayout(
            canonical: names, form: understanding.list, titles: understanding.titles)
        var columns = ImportListColumns(layout, own: understanding.currency ?? own)
        while try reader.next() { columns.add(reader) }
        isClear = true
        dates = try ImportDates(columns.dates, locale: locale)
        let usual = Self.usualStyle(locale)
        style = columns.amounts.style(usual: usual)
        styleWarning = columns.amounts.sentence(usual: usual)
        currency = understanding.currency
        self.statedOn = statedOn
        dateWarning = nil
        // A column that is written below zero throughout says what was paid.
        readsPaidBack = columns.paidAbove > 0
        let isMixed =
            columns.paidAbove > 0 && columns.paidBelow > 0 && understanding.titles[.open] == nil
        let name = ImportText.shortened(layout.header(.paid), to: 40)
        paidWarning =
            isMixed
            ? "\(columns.paidBelow) of \(columns.paidAbove + columns.paidBelow) amounts in"
                + " “\(name)” are below zero, unlike the others; they were taken as paid back."
            : nil
    }

    private static func usualStyle(_ locale: String) -> DecimalStyle {
        LocaleFormat(locale).decimalSeparator == "," ? .comma : .point
    }

    /// Whether lines may say what is open of a document.
    var hasBalances: Bool {
        statedOn != nil && (layout.has(.open) || layout.has(.paid)) && layout.form != .aging
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
