import Formats
import Kernel

/// Rows that come sorted by currency, written as a table for each currency, with its sums.
struct CurrencyTables {
    let writer: any ExportWriter
    /// Where the word stands that says what the sums are.
    let label: Int
    /// The columns that are summed, by their places.
    let summed: [Int]
    let section: (Currency) -> ExportSection

    private var currency: Currency?
    private var sums: [Int64] = []
    private var columnCount = 0

    init(
        to writer: any ExportWriter, label: Int = 0, summed: [Int] = [],
        section: @escaping (Currency) -> ExportSection
    ) {
        self.writer = writer
        self.label = label
        self.summed = summed
        self.section = section
    }

    /// - Throws: `AgingError.totalTooLarge`, and what the writer throws.
    mutating func row(_ cells: [ExportCell], in currency: Currency) throws {
        if self.currency != currency {
            try end()
            try begin(currency)
        }
        for (index, place) in summed.enumerated() {
            guard case .amount(let amount) = cells[place] else { continue }
            let (sum, overflow) = sums[index].addingReportingOverflow(amount)
            if overflow { throw AgingError.totalTooLarge }
            sums[index] = sum
        }
        try writer.row(cells)
    }

    /// Ends the last table; where there were no rows, there is an empty one.
    mutating func finish(orIn currency: Currency, notes: [String] = []) throws {
        if self.currency == nil { try begin(currency) }
        try end(notes: notes)
        try writer.finish()
    }

    private mutating func begin(_ currency: Currency) throws {
        let section = section(currency)
        columnCount = section.columns.count
        self.currency = currency
        sums = summed.map { _ in 0 }
        try writer.begin(section)
    }

    private mutating func end(notes: [String] = []) throws {
        guard currency != nil else { return }
        var cells = [ExportCell](repeating: .empty, count: columnCount)
        for (place, sum) in zip(summed, sums) { cells[place] = .sum(sum) }
        if !summed.isEmpty { cells[label] = .text("Total") }
        try writer.end(ExportEnding(summary: summed.isEmpty ? [] : [cells], notes: notes))
    }
}
