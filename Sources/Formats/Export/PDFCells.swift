import Kernel

/// Writes the cells of a table for the page, formatted, and keeps how wide its columns become.
struct PDFCells {
    /// More of a text than anybody reads in a table would fill pages.
    private static let textUnitsMax = 300

    let locale: LocaleFormat
    /// Characters, by column.
    private(set) var widths: [Int] = []

    init(locale: LocaleFormat) {
        self.locale = locale
    }

    /// Begins a table: a heading may break between words, so its longest word counts.
    mutating func begin(_ columns: [ExportColumn]) {
        widths = columns.map { column in
            column.title.split(separator: " ").map(\.count).max() ?? 1
        }
    }

    mutating func append(
        _ cell: ExportCell, _ index: Int, _ column: ExportColumn, to json: inout JSONBytes
    ) {
        let text: String
        var isBelowZero = false
        switch cell {
        case .empty: text = ""
        case .text(let content):
            text = column.kind == .prose ? Self.prose(content) : Self.text(content)
        case .amount(let amount), .sum(let amount):
            text = locale.format(minorUnits: amount, decimals: column.decimals)
            isBelowZero = amount < 0
        case .date(let date): text = locale.format(date)
        case .integer(let number): text = locale.format(minorUnits: number, decimals: 0)
        case .percentage(let tenths):
            text = locale.format(minorUnits: tenths, decimals: 1) + "\u{A0}%"
            isBelowZero = tenths < 0
        }
        widths[index] = max(widths[index], text.count)
        guard isBelowZero else { return json.string(text) }
        json.object { json in
            json.key("minus")
            json.string(text)
        }
    }

    /// The same without an end.
    static func prose(_ content: String) -> String {
        ExportText.breakable(Pictographs.printable(ExportText.clean(content)))
    }

    /// Text as a page takes it: without controls, not endless, and with places to break.
    static func text(_ content: String) -> String {
        ExportText.breakable(
            Pictographs.printable(
                ExportText.shortened(ExportText.clean(content), toUnits: textUnitsMax)))
    }
}
