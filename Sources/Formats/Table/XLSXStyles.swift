import Kernel

/// What the cells' formats say that matters here: which are dates or amounts in a currency, and how
/// far they are indented.
final class XLSXStyles: XLSXMarkupHandler {
    struct Style {
        var isDate = false
        var currency: Currency?
        var indent: UInt8 = 0
    }

    /// A spreadsheet program itself stops at 65,490.
    private static let stylesMax = 1 << 17

    private(set) var styles: [Style] = []
    private var customDates: [Int: Bool] = [:]
    private var currencies: [Int: Currency] = [:]
    private var isInCells = false

    func style(_ index: Int) -> Style {
        styles.indices.contains(index) ? styles[index] : Style()
    }

    func start(_ name: XLSXName, _ attributes: XLSXAttributes) throws(TableError) {
        switch name {
        case "numFmt":
            guard customDates.count < Self.stylesMax, let id = attributes.integer("numFmtId")
            else { return }
            let format = attributes.text("formatCode") ?? ""
            customDates[id] = XLSNumberFormat.isDate(format)
            currencies[id] = XLSNumberFormat.currency(format)
        case "cellXfs": isInCells = true
        case "xf":
            guard isInCells else { return }
            guard styles.count < Self.stylesMax else {
                throw .tooMuch(of: "cell styles", max: Self.stylesMax)
            }
            let format = attributes.integer("numFmtId") ?? 0
            styles.append(
                Style(
                    isDate: customDates[format] ?? XLSNumberFormat.isDate(builtIn: format),
                    currency: currencies[format]))
        case "alignment":
            guard isInCells, !styles.isEmpty, let indent = attributes.integer("indent")
            else { return }
            styles[styles.count - 1].indent = UInt8(clamping: indent)
        default: break
        }
    }

    func end(_ name: XLSXName) throws(TableError) {
        if name.isEqual("cellXfs") { isInCells = false }
    }
}
