import Kernel
import Receivables

/// The first rows of a file as they were understood.
struct ImportPreviewTable {
    struct Head {
        let label: String
        let isNumber: Bool
    }

    struct Cell {
        let text: String
        let isNumber: Bool
        let isNegative: Bool
    }

    struct Row {
        let line: String
        let cells: [Cell]
        let problem: String?
        let problemSpan: String
        let customer: String
    }

    let recognisedAs: String
    let facts: [ImportFigure]
    let warnings: [String]
    let heads: [Head]
    let rows: [Row]
    let hasRows: Bool
    let note: String
    /// Why there are no rows.
    let nothing: String

    init(_ understood: ImportUnderstood, _ format: LocaleFormat) {
        recognisedAs = understood.formTitle
        facts = Self.facts(understood)
        warnings = understood.warnings.map(ImportWords.onPage)
        let columns = Column.allCases.filter { column in
            understood.rows.contains { !column.text($0, format).isEmpty }
        }
        heads = columns.map { Head(label: $0.label, isNumber: $0.isNumber) }
        rows = understood.rows.map { row in
            Row(
                line: String(row.line),
                cells: row.problem == nil
                    ? columns.map { column in
                        Cell(
                            text: column.text(row, format), isNumber: column.isNumber,
                            isNegative: column.isNegative(row))
                    } : [],
                problem: row.problem, problemSpan: String(max(columns.count, 1)),
                customer: row.customer)
        }
        hasRows = !rows.isEmpty
        nothing =
            if understood.read == 0 {
                "The list has names of columns but no rows."
            } else if understood.rejected > 0 {
                "No row of it could be read as a document; why stands above."
            } else {
                "No row of it is owed or paid; what was left out stands above."
            }
        note =
            rows.count == 1
            ? "The first row, as it was understood."
            : "The first \(format.format(rows.count)) rows, as they were understood."
    }

    private static func facts(_ understood: ImportUnderstood) -> [ImportFigure] {
        var facts: [ImportFigure] = []
        if let order = understood.dateOrder { facts.append(ImportFigure("Dates", order)) }
        if understood.list != .customers {
            facts.append(
                ImportFigure("Decimals", understood.hasDecimalComma ? "1.234,50" : "1,234.50"))
        }
        if let currency = understood.currency {
            facts.append(ImportFigure("Currency", currency.code))
        }
        return facts
    }

    private enum Column: CaseIterable {
        case customer, kind, number, date, due, settled, bucket, amount, open, appliedTo, applied,
            contact, email

        var label: String {
            switch self {
            case .customer: "Customer"
            case .kind: "Kind"
            case .number: "Number"
            case .date: "Date"
            case .due: "Due"
            case .settled: "Settled"
            case .bucket: "Bucket"
            case .amount: "Amount"
            case .open: "Open"
            case .appliedTo: "Applied to"
            case .applied: "Applied"
            case .contact: "Contact"
            case .email: "E-mail"
            }
        }

        var isNumber: Bool { self == .amount || self == .open || self == .applied }

        func isNegative(_ row: ImportPreviewRow) -> Bool {
            let money =
                switch self {
                case .amount: row.amount
                case .open: row.open
                case .applied: row.appliedAmount
                default: nil as Money?
                }
            return (money?.minorUnits ?? 0) < 0
        }

        func text(_ row: ImportPreviewRow, _ format: LocaleFormat) -> String {
            switch self {
            case .customer: row.customer
            case .kind: row.kind?.name ?? ""
            case .number: row.number
            case .date: row.date.map { format.format($0) } ?? ""
            case .due: row.dueDate.map { format.format($0) } ?? ""
            case .settled: row.settledDate.map { format.format($0) } ?? ""
            case .bucket: row.bucket
            case .amount: row.amount.map { format.format($0) } ?? ""
            case .open: row.open.map { format.format($0) } ?? ""
            case .appliedTo: row.appliedTo
            case .applied: row.appliedAmount.map { format.format($0) } ?? ""
            case .contact: row.contact
            case .email: row.email
            }
        }
    }
}
