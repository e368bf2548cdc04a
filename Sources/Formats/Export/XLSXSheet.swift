import CXlsxWriter
import Kernel

/// One sheet of an exported workbook, written from top to bottom.
final class XLSXSheet {
    /// What a spreadsheet program takes in one cell, in UTF-16 units.
    private static let textUnitsMax = 32_767
    private static let widthRange = 9.0...46.0
    /// The first day that all spreadsheet programs number alike, 1900-03-01, and its number.
    private static let firstSerial = 61
    private static let serialOf2000 = 36_526

    private let sheet: XLSXWorkbookFile.Sheet
    private let book: XLSXWorkbookFile
    private let section: ExportSection
    private let columns: [(place: Int, column: ExportColumn)]
    private var widths: [Int]
    /// The columns in which an amount stands as text, so that a formula would leave it out.
    private var columnsWithText: Set<Int> = []
    private var nextRow: lxw_row_t = 0
    private var firstRow: lxw_row_t = 0
    private(set) var rowCount = 0

    init(_ sheet: XLSXWorkbookFile.Sheet, of book: XLSXWorkbookFile, _ section: ExportSection) {
        self.sheet = sheet
        self.book = book
        self.section = section
        columns = section.shown
        widths = columns.map { $0.column.title.count }
    }

    func writeHead(title: String, facts: [ExportFact]) {
        text(title, 0, XLSXStyle(place: .title))
        nextRow += 1
        for fact in facts + section.facts {
            text(fact.label, 0, XLSXStyle(place: .label))
            text(fact.value, 1, XLSXStyle(place: .note))
            nextRow += 1
        }
        nextRow += 1
        guard !columns.isEmpty else { return }
        for (index, column) in columns.enumerated() {
            text(
                column.column.title, index,
                XLSXStyle(place: .header, kind: column.column.kind))
        }
        worksheet_repeat_rows(sheet, nextRow, nextRow)
        nextRow += 1
        firstRow = nextRow
        worksheet_freeze_panes(sheet, nextRow, 1)
        worksheet_set_landscape(sheet)
        worksheet_set_paper(sheet, 9)
        worksheet_fit_to_pages(sheet, 1, 0)
        worksheet_set_footer(sheet, "&RPage &P of &N")
    }

    func writeRow(_ cells: [ExportCell]) {
        write(cells, place: .body)
        rowCount += 1
    }

    func writeEnd(_ ending: ExportEnding) {
        if rowCount == 0 {
            text(section.emptyNote, 0, XLSXStyle(place: .note))
            nextRow += 1
        } else if !columns.isEmpty {
            worksheet_autofilter(
                sheet, firstRow - 1, 0, nextRow - 1, lxw_col_t(columns.count - 1))
        }
        for cells in ending.summary { write(cells, place: .total) }
        var notes = ending.notes
        if !columnsWithText.isEmpty {
            notes.append(
                "Amounts of more than 10^15 minor units stand as text: a spreadsheet's numbers do"
                    + " not hold them exactly.")
        }
        if !notes.isEmpty { nextRow += 1 }
        for note in notes {
            text(note, 0, XLSXStyle(place: .note))
            nextRow += 1
        }
        for (index, width) in widths.enumerated() {
            let fitting = min(
                max(Double(width) + 2, Self.widthRange.lowerBound), Self.widthRange.upperBound)
            worksheet_set_column(sheet, lxw_col_t(index), lxw_col_t(index), fitting, nil)
        }
    }

    private func write(_ cells: [ExportCell], place: XLSXStyle.Place) {
        for (index, shown) in columns.enumerated() where shown.place < cells.count {
            write(cells[shown.place], index, shown.column, place)
        }
        nextRow += 1
    }

    private func write(
        _ cell: ExportCell, _ index: Int, _ column: ExportColumn, _ place: XLSXStyle.Place
    ) {
        switch cell {
        case .empty:
            guard place == .total else { return }
            worksheet_write_blank(
                sheet, nextRow, lxw_col_t(index), book.format(XLSXStyle(place: place)))
        case .text(let content): text(content, index, XLSXStyle(place: place))
        case .amount(let amount): self.amount(amount, index, column, place, isSum: false)
        case .sum(let amount): self.amount(amount, index, column, place, isSum: true)
        case .date(let date): self.date(date, index, place)
        case .integer(let integer):
            number(Double(integer), index, XLSXStyle(place: place, kind: .integer))
        case .percentage(let tenths):
            number(Double(tenths) / 1_000, index, XLSXStyle(place: place, kind: .percentage))
        }
    }

    private func amount(
        _ amount: Int64, _ index: Int, _ column: ExportColumn, _ place: XLSXStyle.Place,
        isSum: Bool
    ) {
        let decimals = column.decimals
        let plain = XLSXAmount.text(amount, decimals: decimals)
        widths[index] = max(widths[index], plain.utf8.count * 4 / 3)
        guard let value = XLSXAmount.number(amount, decimals: decimals) else {
            columnsWithText.insert(index)
            return text(plain, index, XLSXStyle(place: place, isToTheRight: true))
        }
        let style = XLSXStyle(place: place, kind: .amount(decimals: decimals))
        guard isSum, rowCount > 0, !columnsWithText.contains(index) else {
            return number(value, index, style)
        }
        let letters = Self.letters(index)
        worksheet_write_formula_num(
            sheet, nextRow, lxw_col_t(index),
            "=SUM(\(letters)\(firstRow + 1):\(letters)\(Int(firstRow) + rowCount))",
            book.format(style), value)
    }

    private func date(_ date: LocalDate, _ index: Int, _ place: XLSXStyle.Place) {
        widths[index] = max(widths[index], 10)
        let serial = Int(date.daysSince2000) + Self.serialOf2000
        guard serial >= Self.firstSerial else {
            return text(date.description, index, XLSXStyle(place: place))
        }
        number(Double(serial), index, XLSXStyle(place: place, kind: .date))
    }

    private func number(_ value: Double, _ index: Int, _ style: XLSXStyle) {
        worksheet_write_number(sheet, nextRow, lxw_col_t(index), value, book.format(style))
    }

    /// Text is never a formula: it is written as a string whatever it begins with.
    private func text(_ content: String, _ index: Int, _ style: XLSXStyle) {
        if style.place == .body { widths[index] = max(widths[index], min(content.count, 46)) }
        let fitting = ExportText.shortened(
            ExportText.clean(content), toUnits: Self.textUnitsMax)
        worksheet_write_string(sheet, nextRow, lxw_col_t(index), fitting, book.format(style))
    }

    /// `A`, …, `Z`, `AA`, …
    static func letters(_ index: Int) -> String {
        var rest = index
        var letters = ""
        repeat {
            letters = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(rest % 26))) + letters
            rest = rest / 26 - 1
        } while rest >= 0
        return letters
    }
}
