import Formats
import Kernel

/// Reads and checks the fields of a line. Nothing is allocated for a line in the tenant's own
/// currency.
struct ImportRowParser {
    /// 300 characters in any script; what an index entry can hold is more than twice that.
    static let customerBytesMax = 1_200
    static let numberBytesMax = 200
    /// Ten trillion of a currency with cents: sums of thousands of such amounts still fit.
    static let minorUnitsMax = DocumentDraft.minorUnitsMax

    let columns: ImportRowColumns
    let form: ImportForm
    let dates: ImportDates
    private let order: DateOrder
    let style: DecimalStyle
    let own: Currency
    /// Of amounts for which the line says none.
    private let listed: Currency
    /// The day for which a converted list holds; nil for a plain list.
    let statedOn: LocalDate?
    let readsPaidBack: Bool
    private var lastCurrency: Currency?

    init(_ scan: ImportScan, currency: Currency) {
        columns = ImportRowColumns(scan.layout)
        form = scan.layout.form
        dates = scan.dates
        order = scan.dates.order
        style = scan.style
        statedOn = scan.statedOn
        readsPaidBack = scan.readsPaidBack
        own = currency
        listed = scan.currency ?? currency
    }

    /// The values of the reader's current record.
    mutating func parse(_ reader: borrowing CSVReader) throws(ImportProblem) -> ImportRow {
        try checkShape(reader)
        if statedOn != nil, form != .receipts { return try parseStated(reader) }
        var row = ImportRow()
        try checkText(reader, columns.customer, .customer, Self.customerBytesMax)
        row.hasNumber = statedOn == nil || !isEmpty(reader, columns.number)
        if row.hasNumber {
            try checkText(reader, columns.number, columns.numberField, Self.numberBytesMax)
        }
        row.date = try date(reader, columns.date, columns.dateField)
        let currency = try currency(reader)
        row.currency = currency == own ? nil : currency
        row.amount = try amount(reader, columns.amount, columns.amountField, currency)
        if form == .receipts {
            try readRate(reader, &row)
            try readApplication(reader, currency, &row)
        } else {
            try readInvoice(reader, &row)
        }
        return row
    }

    private mutating func readInvoice(
        _ reader: borrowing CSVReader, _ row: inout ImportRow
    ) throws(ImportProblem) {
        row.kind = row.amount < 0 ? .creditNote : .invoice
        row.dueDate = try optionalDate(reader, columns.dueDate, .dueDate) ?? row.date
        // A credit is due on its own date, whatever the list says.
        if row.kind == .creditNote { row.dueDate = row.date }
        row.settledDate = try optionalDate(reader, columns.settledDate, .settledDate)
        row.isDisputed = try flag(reader, columns.disputed)
    }

    private mutating func readApplication(
        _ reader: borrowing CSVReader, _ currency: Currency, _ row: inout ImportRow
    ) throws(ImportProblem) {
        row.dueDate = row.date
        if row.amount < 0, statedOn != nil {
            // What was paid back.
            row.kind = .refund
            row.amount.negate()
            return
        }
        guard row.amount >= 0 else { throw ImportProblem(.receiptAmount, .negative) }
        row.kind = .receipt
        row.appliedDate = try optionalDate(reader, columns.appliedDate, .appliedDate)
        row.isApplied = !isEmpty(reader, columns.appliedTo)
        if row.isApplied {
            try checkText(reader, columns.appliedTo, .appliedTo, Self.numberBytesMax)
            // No amount of its own: the whole receipt, as far as it goes.
            let applied =
                isEmpty(reader, columns.appliedAmount)
                ? row.amount
                : try amount(reader, columns.appliedAmount, .appliedAmount, currency)
            guard applied >= 0 else { throw ImportProblem(.appliedAmount, .negative) }
            row.appliedAmount = applied
        }
        row.amount = -row.amount
    }

    /// Text beyond the last column means that a separator stands inside a field.
    private func checkShape(_ reader: borrowing CSVReader) throws(ImportProblem) {
        guard reader.count > columns.count else { return }
        for index in columns.count..<reader.count where !isEmpty(reader, index) {
            throw ImportProblem(nil, .tooManyFields)
        }
    }

    func checkText(
        _ reader: borrowing CSVReader, _ column: Int, _ field: ImportField, _ bytesMax: Int
    ) throws(ImportProblem) {
        let count = reader.withField(column) { ImportText.trimmed($0).count }
        guard count > 0 else { throw ImportProblem(field, .missing) }
        guard count <= bytesMax else {
            throw ImportProblem(field, .tooLong(bytesMax: bytesMax))
        }
        guard !reader.withField(column, ImportText.isCutShort) else {
            throw ImportProblem(field, .damagedNumber)
        }
    }

    func isEmpty(_ reader: borrowing CSVReader, _ column: Int) -> Bool {
        reader.withField(column) { ImportText.trimmed($0).isEmpty }
    }

    func optionalDate(
        _ reader: borrowing CSVReader, _ column: Int, _ field: ImportField
    ) throws(ImportProblem) -> Int32? {
        isEmpty(reader, column) ? nil : try date(reader, column, field)
    }

    func date(
        _ reader: borrowing CSVReader, _ column: Int, _ field: ImportField
    ) throws(ImportProblem) -> Int32 {
        do throws(DateError) {
            return try reader.withField(column) { bytes throws(DateError) in
                if statedOn != nil {
                    return try ImportValue.date(bytes, style: dates.style).daysSince2000
                }
                if order == .ymd, bytes.count == 10,
                    let date = try? LocalDate(isoBytes: bytes)
                {
                    return date.daysSince2000
                }
                return try DateText.parse(bytes, order: order).daysSince2000
            }
        } catch {
            throw ImportProblem(field, error == .empty ? .missing : .date(error))
        }
    }

    func amount(
        _ reader: borrowing CSVReader, _ column: Int, _ field: ImportField, _ currency: Currency
    ) throws(ImportProblem) -> Int64 {
        let amount: Int64
        do throws(DecimalError) {
            amount = try reader.withField(column) { bytes throws(DecimalError) in
                if statedOn != nil {
                    return try ImportValue.minorUnits(bytes, currency: currency, style: style)
                }
                return try DecimalText.parseMinorUnits(
                    bytes, decimals: currency.decimals, currency: currency, style: style)
            }
        } catch {
            throw ImportProblem(field, error == .empty ? .missing : .amount(error))
        }
        guard amount.magnitude <= UInt64(Self.minorUnitsMax) else {
            throw ImportProblem(field, .tooLarge)
        }
        return amount
    }

    mutating func currency(
        _ reader: borrowing CSVReader
    ) throws(ImportProblem) -> Currency {
        let column = columns.currency
        if isEmpty(reader, column) { return statedOn == nil ? own : beside(reader) ?? listed }
        let isLast = reader.withField(column) { bytes in
            lastCurrency.map { bytes.extracting(ImportText.trimmed(bytes)).spells($0) } ?? false
        }
        if isLast, let lastCurrency { return lastCurrency }
        let code = reader.withField(column) { ImportText.string($0) }
        guard let found = Currency.find(code) else {
            throw ImportProblem(.currency, .unknownCurrency)
        }
        lastCurrency = found
        return found
    }

    /// The currency that stands beside an amount of the line.
    private func beside(_ reader: borrowing CSVReader) -> Currency? {
        for column in [columns.amount, columns.open, columns.paid] where column >= 0 {
            let found = reader.withField(column) { ImportValue.currency($0, style: style) }
            if let found { return found }
        }
        return nil
    }

    func flag(
        _ reader: borrowing CSVReader, _ column: Int
    ) throws(ImportProblem) -> Bool? {
        guard column >= 0 else { return nil }
        let text = reader.withField(column) { ImportText.string($0) }
        switch text.lowercased() {
        case "yes", "y", "true", "t", "1", "x": return true
        case "no", "n", "false", "f", "0", "": return false
        default: throw ImportProblem(.isDisputed, .notYesOrNo)
        }
    }
}

extension Span<UInt8> {
    /// Whether these are a currency's letters, as codes are nearly always written.
    fileprivate func spells(_ currency: Currency) -> Bool {
        count == 3 && currency.code.utf8.elementsEqual([self[0], self[1], self[2]])
    }
}
