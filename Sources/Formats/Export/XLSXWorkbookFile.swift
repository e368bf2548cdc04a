import CXlsxWriter
import Glibc

/// A workbook that libxlsxwriter writes; rows go to a file of their own as they come.
final class XLSXWorkbookFile {
    typealias Sheet = UnsafeMutablePointer<lxw_worksheet>
    typealias Format = UnsafeMutablePointer<lxw_format>

    private static let dateFormat: UInt8 = 14
    private static let grey: UInt32 = 0xEDEFF2
    private static let titlePoints = 14.0

    private var book: UnsafeMutablePointer<lxw_workbook>?
    private let directory: UnsafeMutablePointer<CChar>?
    private var formats: [XLSXStyle: Format] = [:]

    /// - Parameter directory: for files that are gone when the workbook is closed.
    /// - Throws: `ExportError.workbook`.
    init(path: String, directory: String) throws(ExportError) {
        self.directory = strdup(directory)
        var options = lxw_workbook_options()
        options.constant_memory = 1
        options.tmpdir = self.directory
        options.use_zip64 = 0
        book = workbook_new_opt(path, &options)
        guard book != nil else { throw .workbook(reason: "it cannot be begun") }
    }

    deinit {
        if let book { lxw_workbook_free(book) }
        free(directory)
    }

    func describe(title: String) {
        title.withCString { text in
            var properties = lxw_doc_properties()
            properties.title = UnsafeMutablePointer(mutating: text)
            workbook_set_properties(book, &properties)
        }
    }

    /// - Throws: `ExportError.workbook`.
    func addSheet(_ name: String) throws(ExportError) -> Sheet {
        guard let sheet = workbook_add_worksheet(book, name) else {
            throw .workbook(reason: "there is no room for the sheet \(name)")
        }
        return sheet
    }

    /// The format of a style, made once.
    func format(_ style: XLSXStyle) -> Format? {
        if let known = formats[style] { return known }
        guard let format = workbook_add_format(book) else { return nil }
        if style.kind == .date { format_set_num_format_index(format, Self.dateFormat) }
        if let number = style.numberFormat { format_set_num_format(format, number) }
        let right = UInt8(LXW_ALIGN_RIGHT.rawValue)
        let isNumber = style.kind.isNumber
        if style.isToTheRight || (style.place == .header && isNumber) {
            format_set_align(format, right)
        }
        dress(format, style.place)
        formats[style] = format
        return format
    }

    private func dress(_ format: Format, _ place: XLSXStyle.Place) {
        switch place {
        case .title:
            format_set_bold(format)
            format_set_font_size(format, Self.titlePoints)
        case .label: format_set_bold(format)
        case .header:
            format_set_bold(format)
            format_set_bg_color(format, Self.grey)
            format_set_bottom(format, UInt8(LXW_BORDER_THIN.rawValue))
        case .total:
            format_set_bold(format)
            format_set_top(format, UInt8(LXW_BORDER_THIN.rawValue))
        case .body, .note: break
        }
    }

    /// Writes the file.
    ///
    /// - Throws: `ExportError.workbook`.
    func close() throws(ExportError) {
        guard let book else { return }
        self.book = nil
        let result = workbook_close(book)
        guard result == LXW_NO_ERROR else {
            throw .workbook(reason: lxw_strerror(result).map { String(cString: $0) } ?? "unknown")
        }
    }
}
