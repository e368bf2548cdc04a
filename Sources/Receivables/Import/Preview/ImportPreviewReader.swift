import Formats
import Kernel
import Tenancy

/// Reads the first rows of a list as an import would.
struct ImportPreviewReader {
    private let material: ImportMaterial
    private let request: ImportRequest
    private let own: Currency

    init(_ scope: Scope, _ request: ImportRequest, _ material: ImportMaterial) {
        self.material = material
        self.request = request
        own = scope.tenant.currency
    }

    /// Our names of the columns by the file's.
    static func fields(_ material: ImportMaterial) -> [String: String] {
        if let understanding = material.understanding {
            let pairs = understanding.titles.map { ($0.value, $0.key.rawValue) }
            return Dictionary(pairs.sorted { $0 < $1 }, uniquingKeysWith: { first, _ in first })
        }
        let layout = material.scan.layout
        let pairs = zip(layout.headers, layout.fieldsByColumn).compactMap { header, field in
            field.map { (header, $0.rawValue) }
        }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    func understood(_ rowsShown: Int) throws -> ImportUnderstood {
        let scan = material.scan
        let understanding = material.understanding
        let list = scan.layout.form
        let plain = material.form ?? RecognisedForms.rule(id: "plain-\(list.rawValue)")?.form
        let isOfADay = understanding?.isAging == true || list == .aging || scan.hasBalances
        return ImportUnderstood(
            formID: understanding?.formID ?? plain?.id ?? list.rawValue,
            formTitle: understanding?.title ?? plain?.title ?? list.phrase, list: list,
            statedOn: understanding?.asOf, needsDay: isOfADay && material.isDayAssumed,
            dateOrder: scan.dates.label, hasDecimalComma: scan.style == .comma,
            currency: scan.currency, rows: try rows(rowsShown),
            read: understanding?.rows ?? 0, rejected: understanding?.rejected ?? 0,
            warnings: (understanding?.warnings ?? [])
                + [scan.dates.warning, scan.styleWarning].compactMap { $0 })
    }

    private func rows(_ countMax: Int) throws -> [ImportPreviewRow] {
        let scan = material.scan
        let isConverted = scan.statedOn != nil
        var reader = try CSVReader(
            material.list.source(), delimiter: isConverted ? UInt8(ascii: ",") : nil)
        _ = try ImportScan.headers(&reader)
        var parser = ImportRowParser(scan, currency: own)
        var rows: [ImportPreviewRow] = []
        while rows.count < countMax, try reader.next() {
            if reader.isBlank { continue }
            rows.append(row(reader, &parser))
        }
        return rows
    }

    private func row(
        _ reader: borrowing CSVReader, _ parser: inout ImportRowParser
    ) -> ImportPreviewRow {
        let columns = parser.columns
        let line = columns.line(reader)
        do throws(ImportProblem) {
            return row(try parser.parse(reader), reader, columns, line)
        } catch {
            let customer = text(reader, columns.customer)
            return ImportPreviewRow(
                line: line, problem: error.sentence, customer: customer, kind: nil,
                number: text(reader, columns.number), date: nil, dueDate: nil, settledDate: nil,
                amount: nil, open: nil, bucket: "", appliedTo: "", appliedAmount: nil,
                contact: "", email: "")
        }
    }

    private func row(
        _ row: ImportRow, _ reader: borrowing CSVReader, _ columns: ImportRowColumns,
        _ line: Int64
    ) -> ImportPreviewRow {
        let form = material.scan.layout.form
        let currency = row.currency ?? own
        let isDocument = form != .customers && form != .aging
        func money(_ units: Int64) -> Money { Money(minorUnits: units, currency: currency) }
        func date(_ day: Int32) -> LocalDate? { try? LocalDate(daysSince2000: day) }
        let isCredit = form == .receipts
        return ImportPreviewRow(
            line: line, problem: nil, customer: customer(reader, columns),
            kind: isDocument ? row.kind : nil, number: text(reader, columns.number),
            date: isDocument && !row.isDateUnknown ? date(row.date) : nil,
            dueDate: isDocument && !isCredit && !row.isDueUnknown ? date(row.dueDate) : nil,
            settledDate: row.settledDate.flatMap(date),
            amount: form == .customers
                ? nil : money(isCredit ? -row.amount : row.amount),
            open: row.openAmount.map(money), bucket: text(reader, columns.bucket),
            appliedTo: row.isApplied ? text(reader, columns.appliedTo) : "",
            appliedAmount: row.isApplied ? row.appliedAmount.map(money) : nil,
            contact: text(reader, columns.contact), email: text(reader, columns.email))
    }

    private func customer(
        _ reader: borrowing CSVReader, _ columns: ImportRowColumns
    ) -> String {
        let code = text(reader, columns.customer)
        let name = text(reader, columns.customerName)
        return name.isEmpty || name == code ? code : "\(name) (\(code))"
    }

    private func text(_ reader: borrowing CSVReader, _ column: Int) -> String {
        guard column >= 0 else { return "" }
        let text = reader.withField(column) { ImportText.string($0) }
        let isNumber =
            material.scan.statedOn != nil && reader.withField(column, ImportValue.isNumber)
        return ImportText.shortened(isNumber ? String(text.dropFirst()) : text)
    }
}
