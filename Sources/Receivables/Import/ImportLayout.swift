/// Which column of a file is what.
struct ImportLayout: Sendable {
    let form: ImportForm
    /// The file's own names, for reporting.
    let headers: [String]
    /// Columns that hold nothing we keep.
    let ignored: [String]
    private let columns: [ImportField: Int]

    /// Recognises a header line.
    ///
    /// - Parameter map: our column names by the file's, for columns that have a name of their own.
    /// - Throws: `unrecognised`, `missingColumn`, `repeatedColumn`, `mixedForms`,
    ///   `unknownHeader`, `unknownField`.
    init(
        headers: [String], form: ImportForm, map: [String: String] = [:]
    ) throws(ImportError) {
        let names = try Self.mapped(headers, map)
        self.form = try form == .automatic ? Self.recognise(names) : form
        self.headers = headers
        let missing = self.form.requiredFields.filter { field in
            !field.names.contains { names.contains($0) }
        }
        if !missing.isEmpty, missing.count + 1 >= self.form.requiredFields.count {
            throw .unrecognised(columns: headers)
        }
        if let first = missing.first { throw .missingColumn(first.title, form: self.form) }

        var columns: [ImportField: Int] = [:]
        for field in self.form.fields {
            guard
                let name = field.names.first(where: { name in
                    names.indices.contains { names[$0] == name && !columns.values.contains($0) }
                })
            else {
                if self.form.requiredFields.contains(field) {
                    throw .missingColumn(field.title, form: self.form)
                }
                continue
            }
            let places = names.indices.filter { names[$0] == name }
            guard places.count == 1 else { throw .repeatedColumn(headers[places[0]]) }
            columns[field] = places[0]
        }
        let used = Set(columns.values)
        self.columns = columns
        ignored = headers.indices.filter { !used.contains($0) && !headers[$0].isEmpty }
            .map { headers[$0] }
    }

    /// The layout of a converted list, whose columns have our own names.
    ///
    /// - Parameter titles: what the original file calls them.
    init(canonical names: [String], form: ImportForm, titles: [ImportField: String]) {
        self.form = form
        var columns: [ImportField: Int] = [:]
        var headers: [String] = []
        for (index, name) in names.enumerated() {
            let field = ImportField(rawValue: name)
            if let field { columns[field] = index }
            headers.append(field.map { titles[$0] ?? $0.title } ?? name)
        }
        self.columns = columns
        self.headers = headers
        ignored = []
    }

    /// The columns in the file's order, with what they are.
    var fieldsByColumn: [ImportField?] {
        var fields = [ImportField?](repeating: nil, count: headers.count)
        for (field, column) in columns { fields[column] = field }
        return fields
    }

    func has(_ field: ImportField) -> Bool { columns[field] != nil }

    /// The column's place, or -1, which no record has.
    func index(_ field: ImportField) -> Int { columns[field] ?? -1 }

    /// What the file calls the column.
    func header(_ field: ImportField) -> String {
        columns[field].map { headers[$0] } ?? field.title
    }

    /// The columns whose dates are written in one order.
    var dateColumns: [Int] {
        let fields: [ImportField] = [
            .documentDate, .dueDate, .settledDate, .receiptDate, .appliedDate,
        ]
        return fields.compactMap { columns[$0] }
    }

    private static func mapped(
        _ headers: [String], _ map: [String: String]
    ) throws(ImportError) -> [String] {
        var names = headers.map(HeaderName.normalized)
        let known = Set(ImportField.allCases.flatMap(\.names))
        for (theirs, ours) in map.sorted(by: { $0.key < $1.key }) {
            let wanted = HeaderName.normalized(ours)
            let isIgnored = ImportColumnMap.isIgnored(ours)
            guard known.contains(wanted) || isIgnored else { throw .unknownField(ours) }
            let place =
                headers.firstIndex(of: theirs)
                ?? headers.map(HeaderName.normalized).firstIndex(of: HeaderName.normalized(theirs))
            guard let place else { throw .unknownHeader(theirs) }
            if isIgnored {
                names[place] = ""
                continue
            }
            // What was named on purpose wins over what only looks like it.
            for index in names.indices where names[index] == wanted { names[index] = "" }
            names[place] = wanted
        }
        return names
    }

    private static func recognise(_ names: [String]) throws(ImportError) -> ImportForm {
        func has(_ field: ImportField) -> Bool { field.names.contains { names.contains($0) } }
        if has(.receiptNumber) {
            guard !has(.dueDate), !names.contains("invoicedate") else { throw .mixedForms }
            return .receipts
        }
        return has(.settledDate) && has(.number) ? .history : .invoices
    }
}
