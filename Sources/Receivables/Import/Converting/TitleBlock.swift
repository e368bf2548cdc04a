import Formats
import Kernel

/// What stands above the header of a report: its name, the day, whose it is.
struct TitleBlock: Sendable {
    /// All its lines, as written.
    private(set) var lines: [String] = []
    /// The same as `HeaderName` writes them.
    private(set) var names: [String] = []
    /// The day for which the report says it holds.
    private(set) var asOf: LocalDate?
    /// The last date that it mentions.
    private(set) var lastDate: LocalDate?
    /// The day on which it says it was made, which is not the one that it is of.
    private(set) var madeOn: LocalDate?
    /// What is to be said of a day that could be another one.
    private(set) var doubt: String?
    private(set) var company: String?
    private(set) var basis: AgingBasis?
    private(set) var currency: Currency?

    private static let linesMax = 30

    /// - Parameters:
    ///   - rows: those above the header.
    ///   - order: of the numbers in dates, where the file's own dates settle it.
    ///   - usual: the order that is taken where they do not.
    init(
        _ rows: some Sequence<TableRow>, sheetName: String = "", order: DateOrder?,
        usual: DateOrder? = nil
    ) {
        for row in rows {
            let columns = row.filled.prefix(6)
            for column in columns {
                if case .date(let date) = row.cells[column] { lastDate = date }
            }
            for text in Self.rejoined(columns.map { row.cells[$0].shown }, order ?? usual) {
                guard lines.count < Self.linesMax, text.utf8.count <= 200 else { continue }
                lines.append(text)
            }
        }
        names = lines.map(HeaderName.normalized)
        if !sheetName.isEmpty { names.append(HeaderName.normalized(sheetName)) }
        read(order, usual)
    }

    /// Cells that were one text before its comma was taken for the end of a cell:
    /// `As of July 31` and ` 2026`.
    private static func rejoined(_ texts: [String], _ order: DateOrder?) -> [String] {
        var joined: [String] = []
        for text in texts {
            guard let last = joined.last, beginsWithYear(text),
                WrittenDate.stated(in: last, order: order) == nil,
                WrittenDate.stated(in: "\(last), \(text)", order: order) != nil
            else {
                joined.append(text)
                continue
            }
            joined[joined.count - 1] = "\(last), \(text)"
        }
        return joined
    }

    private static func beginsWithYear(_ text: String) -> Bool {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        return digits.count == 4 && (digits.hasPrefix("19") || digits.hasPrefix("20"))
    }

    /// The report that the titles name and that is not one of receivables, and its name.
    var wrongReport: (name: String, kind: WrongReport)? {
        for line in lines {
            if let kind = WrongReport(title: line) { return (line, kind) }
        }
        return nil
    }

    /// Whether a row below the header is the report's day, as Odoo prints it.
    static func isDay(_ row: TableRow) -> Bool {
        row.filled.count == 1 && TitleBlock([row], order: nil, usual: .mdy).asOf != nil
    }

    /// Whether a line of the table repeats one of the titles, as pages do.
    func repeats(_ text: String) -> Bool { lines.contains(text) }

    private mutating func read(_ order: DateOrder?, _ usual: DateOrder?) {
        var undated: [String] = []
        for (line, name) in zip(lines, names) {
            if basis == nil { basis = Self.basis(name) }
            let certain = Self.date(line, order)
            if let date = certain ?? Self.date(line, usual) {
                let isDoubtful = certain == nil
                if Self.saysAsOf(name) {
                    if asOf == nil {
                        asOf = date
                        doubt = isDoubtful ? Self.doubt(line, date) : nil
                    }
                } else if Self.saysMade(name) {
                    madeOn = date
                    continue
                } else if asOf == nil {
                    doubt = isDoubtful ? Self.doubt(line, date) : nil
                }
                lastDate = date
            } else if !Self.isReportName(name), Self.basis(name) == nil {
                undated.append(line)
            }
            if currency == nil { currency = Self.currency(line, name) }
        }
        company = undated.first { $0.contains { $0.isLetter } }
    }

    private static func doubt(_ line: String, _ date: LocalDate) -> String {
        "The day in “\(ImportText.shortened(line, to: 60))” can be read in more than one order; it"
            + " was read as \(date), as is usual here. Name it with --as-of if it is another."
    }

    /// Whether a line says when the report was made, printed or sent.
    private static func saysMade(_ name: String) -> Bool {
        let words = [
            "printed", "generated", "created", "exported", "rundate", "runon",
            "gedruckt", "erstellt", "imprimé", "éditéle", "printdate", "impreso",
        ]
        return words.contains(where: name.contains)
    }

    /// The date of a line; of `Program v4.5.17 - December 19, 2020` that of its last part.
    private static func date(_ line: String, _ order: DateOrder?) -> LocalDate? {
        let parts = line.split(separator: " - ")
        if parts.count > 1, let last = parts.last,
            let date = WrittenDate.stated(in: String(last), order: order)
        {
            return date
        }
        return WrittenDate.stated(in: line, order: order)
    }

    private static func saysAsOf(_ name: String) -> Bool {
        ["ason", "stand", "stichtag", "zum", "per", "au"].contains(where: name.hasPrefix)
            || ["asof", "asat", "stichtag", "agingdate", "ageddate"].contains(where: name.contains)
    }

    private static func basis(_ name: String) -> AgingBasis? {
        guard name.contains("ageing") || name.contains("aging") || name.contains("aged") else {
            return nil
        }
        if name.contains("byduedate") || name.contains("onduedate") { return .due }
        if name.contains("byinvoicedate") || name.contains("bydocumentdate")
            || name.contains("bytransactiondate")
        {
            return .invoice
        }
        return nil
    }

    /// Only where a line says that it is about the currency.
    private static func currency(_ line: String, _ name: String) -> Currency? {
        guard
            name.contains("currency") || name.contains("amountsin") || name.contains("währung")
                || name.contains("devise") || name.contains("valuesin")
        else { return nil }
        if let mark = AmountText.mark(in: line)?.currency { return mark }
        return line.split { !$0.isLetter }.lazy.filter { $0.utf8.count == 3 }
            .filter { $0 == $0.uppercased() }.compactMap { Currency.find($0) }.first
    }

    private static func isReportName(_ name: String) -> Bool {
        RecognisedForms.titleNames.contains(where: name.contains)
            || [
                "report", "aging", "ageing", "aged", "receivable", "invoices", "currency",
                "accrualbasis", "cashbasis", "filter", "customerlist", "payments", "alldates",
            ].contains(where: name.contains)
    }
}
