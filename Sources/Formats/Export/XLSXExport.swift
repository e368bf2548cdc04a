import CXlsxWriter
import Kernel

/// Writes an export as a workbook: one sheet a section, with real numbers and dates, a header
/// that stays, filters, and totals as formulas that carry their result.
final class XLSXExport: ExportWriter {
    /// What a sheet holds, less some room for what stands below.
    static let rowsMax = 1_048_000

    private let book: XLSXWorkbookFile
    private let rowsMax: Int
    private var document: ExportDocument?
    private var sheetNames: [String] = []
    private var sheet: XLSXSheet?

    /// - Throws: `ExportError.workbook`.
    init(
        path: String, directory: String, rowsMax: Int = XLSXExport.rowsMax
    ) throws(ExportError) {
        book = try XLSXWorkbookFile(path: path, directory: directory)
        self.rowsMax = rowsMax
    }

    func begin(_ document: ExportDocument) {
        self.document = document
        book.describe(title: document.title)
    }

    func begin(_ section: ExportSection) throws {
        let name = XLSXSheetName.allowed(section.name, after: sheetNames)
        sheetNames.append(name)
        let sheet = XLSXSheet(try book.addSheet(name), of: book, section)
        sheet.writeHead(title: document?.title ?? "", facts: document?.facts ?? [])
        self.sheet = sheet
    }

    func row(_ cells: [ExportCell]) throws {
        guard let sheet else { return }
        guard sheet.rowCount < rowsMax else { throw ExportError.tooManyRows(.xlsx, max: rowsMax) }
        sheet.writeRow(cells)
    }

    func end(_ ending: ExportEnding) {
        sheet?.writeEnd(ending)
        sheet = nil
    }

    func finish() throws {
        if sheetNames.isEmpty {
            try begin(ExportSection(name: document?.title ?? "", columns: []))
            end(ExportEnding())
        }
        try book.close()
    }
}
