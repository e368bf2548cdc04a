/// Writes an export as one CSV table: a header, then the rows of all sections that belong there.
final class CSVExport: ExportWriter {
    private var csv: CSVWriter
    private var columns: [ExportColumn] = []
    private var hasHeader = false
    private var isShown = false

    /// - Throws: `ExportError.cannotWrite`.
    init(path: String) throws(ExportError) {
        let output = try ExportOutput(path: path)
        csv = CSVWriter(hasByteOrderMark: true) { try output.write($0) }
    }

    func begin(_ document: ExportDocument) {}

    func begin(_ section: ExportSection) throws {
        isShown = section.isInCSV
        guard isShown else { return }
        columns = section.columns
        guard !hasHeader else { return }
        hasHeader = true
        try csv.row(columns.filter(\.isInCSV).map(\.name))
    }

    func row(_ cells: [ExportCell]) throws {
        guard isShown else { return }
        for (cell, column) in zip(cells, columns) where column.isInCSV { append(cell, column) }
        try csv.endRow()
    }

    func end(_ ending: ExportEnding) {}

    func finish() throws { try csv.flush() }

    private func append(_ cell: ExportCell, _ column: ExportColumn) {
        switch cell {
        case .empty: csv.empty()
        case .text(let text): csv.text(text)
        case .amount(let amount), .sum(let amount):
            csv.number(minorUnits: amount, decimals: column.decimals)
        case .date(let date): csv.date(date)
        case .integer(let number): csv.integer(number)
        case .percentage(let tenths): csv.number(minorUnits: tenths, decimals: 1)
        }
    }
}

extension ExportColumn {
    fileprivate var isInCSV: Bool { audience != .people }

    /// The decimals of its amounts.
    var decimals: Int {
        if case .amount(let decimals) = kind { decimals } else { 0 }
    }
}
