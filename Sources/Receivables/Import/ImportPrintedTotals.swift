import Formats
import Kernel

/// What lists that are read straight through have beside their rows: the header once more, as at
/// the top of a page, and totals, which are compared with the rows and never counted.
struct ImportPrintedTotals {
    private static let warningsMax = 20
    private static let headerFieldsMin = 2

    private let layout: ImportLayout
    private let columns: ImportRowColumns
    private let names: [String]
    /// Of all rows, and of those since the last total of any kind, and since the last of all.
    private var all: Int64 = 0
    private var sinceTotal: Int64 = 0
    private var sinceGrand: Int64 = 0
    /// The same of what receipts are applied with, or of each receipt once.
    private var applied: Int64 = 0
    /// Of all rows; nil is the tenant's own. Amounts in several currencies have no sum.
    private var currency: Currency?
    private var isMixed = false
    private var hasRows = false
    private(set) var warnings: [String] = []
    private let own: Currency

    init(_ layout: ImportLayout, currency own: Currency) {
        self.own = own
        self.layout = layout
        columns = ImportRowColumns(layout)
        names = layout.headers
    }

    mutating func add(_ row: ImportRow) {
        // Receipts stand in the books as credits; lists state what was received.
        let amount = layout.form == .receipts ? 0 &- row.amount : row.amount
        all &+= amount
        sinceTotal &+= amount
        sinceGrand &+= amount
        if let part = row.appliedAmount { applied &+= part }
        if row.currency != nil || currency != nil {
            if hasRows, row.currency != currency { isMixed = true }
            currency = row.currency
        }
        hasRows = true
    }

    /// Whether a row that is none of the list's is one that is never counted.
    ///
    /// - Parameter amount: what stands in its column of amounts; nil when that is none.
    mutating func take(
        _ reader: borrowing CSVReader, amount: (Currency?) -> Int64?
    ) -> Bool {
        if repeatsHeader(reader) { return true }
        guard let first = firstFilled(reader), let label = TotalLabel(text(reader, first)) else {
            return false
        }
        let others = [columns.customer, columns.number, columns.date, columns.appliedTo]
        let isRow = others.contains { $0 >= 0 && $0 != first && !isEmpty(reader, $0) }
        guard !isRow, !isEmpty(reader, columns.amount), let amount = amount(currency) else {
            return label == .share && !isRow
        }
        compare(label, amount, reader, text(reader, first))
        return true
    }

    private mutating func compare(
        _ label: TotalLabel, _ amount: Int64, _ reader: borrowing CSVReader, _ text: String
    ) {
        let sums: [Int64]
        switch label {
        case .share: return
        case .grand:
            sums = layout.has(.appliedAmount) ? [all, sinceGrand, applied] : [all, sinceGrand]
            sinceGrand = 0
        case .current, .section: sums = [sinceTotal]
        }
        sinceTotal = 0
        guard !isMixed, !sums.contains(amount), let counted = sums.first else { return }
        guard warnings.count < Self.warningsMax else { return }
        let printed = reader.withField(columns.amount) { ImportText.string($0) }
        let decimals = (currency ?? own).decimals
        warnings.append(
            "Line \(reader.line): “\(ImportText.shortened(text, to: 60))” of"
                + " \(layout.header(columns.amountField)) says \(printed), but the rows come to"
                + " \(DecimalText.formatMinorUnits(counted, decimals: decimals)).")
    }

    private func repeatsHeader(_ reader: borrowing CSVReader) -> Bool {
        guard reader.count <= names.count else { return false }
        var filled = 0
        for index in 0..<reader.count where !isEmpty(reader, index) {
            guard text(reader, index) == names[index] else { return false }
            filled += 1
        }
        return filled >= Self.headerFieldsMin
    }

    private func firstFilled(_ reader: borrowing CSVReader) -> Int? {
        (0..<reader.count).first { !isEmpty(reader, $0) }
    }

    private func text(_ reader: borrowing CSVReader, _ column: Int) -> String {
        reader.withField(column) { ImportText.string($0) }
    }

    private func isEmpty(_ reader: borrowing CSVReader, _ column: Int) -> Bool {
        reader.withField(column) { ImportText.trimmed($0).isEmpty }
    }
}
