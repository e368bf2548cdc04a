/// Lays out the reports that accounting programs' interfaces give as the tables they mean.
struct JSONReportRows {
    private var rows: [TableRow] = []
    private var line: Int64 = 0

    private mutating func add(_ cells: [TableCell], indent: Int = 0) {
        line += 1
        if let row = TableText.row(sheet: 0, line: line, cells: cells, indent: indent) {
            rows.append(row)
        }
    }

    private mutating func addTitle(_ text: String) { add([TableText.cell(text)]) }
}

// MARK: - Xero

extension JSONReportRows {
    /// The rows of `{"Reports": […]}` or of one report.
    static func xero(_ document: JSONValue) -> [TableRow] {
        var layout = JSONReportRows()
        for report in document["Reports"]?.elements ?? [document] {
            layout.addXeroTitles(report)
            layout.addXero(report["Rows"], indent: 0)
        }
        return layout.rows
    }

    private mutating func addXeroTitles(_ report: JSONValue) {
        var titles = (report["ReportTitles"]?.elements ?? []).compactMap(\.text)
        if let name = report["ReportName"]?.text, !titles.contains(name) {
            titles.insert(name, at: 0)
        }
        if let date = report["ReportDate"]?.text, !titles.contains(where: { $0.hasSuffix(date) }) {
            titles.append(date)
        }
        for title in titles { addTitle(title) }
    }

    private mutating func addXero(_ rows: JSONValue?, indent: Int) {
        for row in rows?.elements ?? [] {
            if row["RowType"]?.text == "Section" {
                let title = row["Title"]?.text ?? ""
                if !title.isEmpty { add([TableText.cell(title)], indent: indent) }
                addXero(row["Rows"], indent: title.isEmpty ? indent : indent + 1)
            } else {
                let cells = row["Cells"]?.elements ?? []
                add(cells.map { JSONRecord.cell($0["Value"] ?? .null) }, indent: indent)
            }
        }
    }
}

// MARK: - QuickBooks

extension JSONReportRows {
    /// The rows of `{"Header": …, "Columns": …, "Rows": …}`.
    static func quickBooks(_ document: JSONValue) -> [TableRow] {
        var layout = JSONReportRows()
        layout.addQuickBooksTitles(document["Header"] ?? .null)
        var titles: [TableCell] = []
        collectTitles(document["Columns"], into: &titles)
        layout.add(titles)
        layout.addQuickBooks(document["Rows"], indent: 0)
        return layout.rows
    }

    private mutating func addQuickBooksTitles(_ header: JSONValue) {
        if let name = header["ReportName"]?.text { addTitle(name) }
        let options = header["Option"]?.elements ?? []
        let reportDate = options.last { $0["Name"]?.text == "report_date" }?["Value"]?.text
        if let date = reportDate ?? header["EndPeriod"]?.text { addTitle("As of \(date)") }
        if let currency = header["Currency"]?.text { addTitle("Currency: \(currency)") }
    }

    /// Columns may stand within columns; only the innermost have values.
    private static func collectTitles(_ columns: JSONValue?, into titles: inout [TableCell]) {
        for column in columns?["Column"]?.elements ?? [] {
            if let inner = column["Columns"], !(inner["Column"]?.elements ?? []).isEmpty {
                collectTitles(inner, into: &titles)
            } else {
                titles.append(JSONRecord.cell(column["ColTitle"] ?? .null))
            }
        }
    }

    private mutating func addQuickBooks(_ rows: JSONValue?, indent: Int) {
        for row in rows?["Row"]?.elements ?? [] {
            addQuickBooksCells(row["Header"], indent: indent)
            addQuickBooksCells(row, indent: indent)
            addQuickBooks(row["Rows"], indent: indent + 1)
            addQuickBooksCells(row["Summary"], indent: indent)
        }
    }

    private mutating func addQuickBooksCells(_ part: JSONValue?, indent: Int) {
        guard let cells = part?["ColData"]?.elements else { return }
        add(cells.map { JSONRecord.cell($0["value"] ?? .null) }, indent: indent)
    }
}
