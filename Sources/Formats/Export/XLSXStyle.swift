/// How a cell of an exported workbook looks.
struct XLSXStyle: Hashable {
    enum Place: Hashable {
        case title, label, header, body, total, note
    }

    let place: Place
    var kind: ExportColumn.Kind = .text
    /// An amount that stands as text keeps to the right.
    var isToTheRight = false

    /// The number format; nil for text. Number 14 is the reader's own way of writing a date.
    var numberFormat: String? {
        switch kind {
        case .text, .prose, .date: nil
        case .amount(let decimals):
            "\(Self.digits(decimals));[Red]-\(Self.digits(decimals))"
        case .integer: "0"
        case .percentage: "0.0%"
        }
    }

    private static func digits(_ decimals: Int) -> String {
        decimals == 0 ? "#,##0" : "#,##0." + String(repeating: "0", count: decimals)
    }
}
