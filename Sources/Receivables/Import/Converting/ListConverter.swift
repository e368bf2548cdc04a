package import Formats
import Kernel

/// Turns the rows of any receivables file into the canonical list. It finds out what is what by
/// rules that are data, and reads no value for the books: what it writes is what the file says.
package struct ListConverter {
    /// The rows that are looked at before the first one is taken.
    static let rowsAhead = 10_000

    private let options: ConversionOptions

    package init(_ options: ConversionOptions) {
        self.options = options
    }

    /// Reads all rows and writes the list.
    ///
    /// - Throws: `ConversionError`, `TableError` from the reader, what the writer's sink throws.
    package func convert(
        _ reader: any TableReader, to writer: inout CanonicalListWriter
    ) throws -> ListConversion {
        var rows = RowSource(reader)
        let ahead = try rows.peek(rowsMax: Self.rowsAhead)
        if DATEVHeader.isRecord(ahead.first(where: { $0.firstFilled != nil })) {
            return try DATEVConversion.convert(&rows, options, to: &writer)
        }
        guard
            let found = HeaderFinder(options).find(in: ahead)
                ?? HeaderFinder(options).findShort(in: ahead)
        else {
            try refuseWrongReport(ahead.prefix(20), rows)
            throw ConversionError.noHeader(nearest: HeaderFinder(options).nearest(in: ahead))
        }
        let above = ahead[..<found.index].filter { $0.sheet == ahead[found.index].sheet }
        let context = try context(found, above: above, in: ahead, rows)
        rows.skip(found.index - ahead.startIndex + found.height)
        writer.begin(context.list)
        let sheet = ahead[found.index].sheet
        switch context.rule.reader {
        case .fec: return try FECConversion.convert(&rows, context, to: &writer)
        case .joinedSheets:
            return try JoinedSheetsConversion.convert(&rows, sheet, context, to: &writer)
        case .payments: return try PaymentsConversion.convert(&rows, context, to: &writer)
        case .table, .datev:
            return try convertTable(&rows, sheet, context, below: above.last, to: &writer)
        }
    }

    private func convertTable(
        _ rows: inout RowSource, _ sheet: Int, _ context: ConversionContext,
        below heading: TableRow?, to writer: inout CanonicalListWriter
    ) throws -> ListConversion {
        var conversion = TableConversion(context)
        if let heading { _ = conversion.openPairs(heading) }
        var sheet = sheet
        var skipped: Set<Int> = []
        while let row = try rows.next() {
            if row.sheet != sheet {
                // Further sheets count when they have the same columns.
                if context.header.isRepeated(by: row) {
                    sheet = row.sheet
                } else if row.firstFilled != nil {
                    skipped.insert(row.sheet)
                }
                continue
            }
            try conversion.take(row, to: &writer)
        }
        try conversion.finish(to: &writer)
        skipped.remove(sheet)
        for other in skipped.sorted() {
            let name = ImportText.shortened(rows.sheetName(other), to: 60)
            conversion.notes.warn("The sheet “\(name)” was left out.")
        }
        return conversion.result(written: writer.lines)
    }

    private func refuseWrongReport(
        _ rows: some Sequence<TableRow>, _ source: RowSource
    ) throws(ConversionError) {
        let narrow = rows.filter { $0.filled.count <= 3 }
        if let wrong = TitleBlock(narrow, order: nil).wrongReport {
            throw .wrongReport(name: wrong.name, kind: wrong.kind)
        }
    }

    private func context(
        _ found: HeaderFinder.Found, above: [TableRow], in ahead: ArraySlice<TableRow>,
        _ source: RowSource
    ) throws(ConversionError) -> ConversionContext {
        let sheet = ahead[found.index].sheet
        let below = ahead[(found.index + found.height)...].prefix { $0.sheet == sheet }
        let sheetName = source.sheetName(sheet)
        let above = above + below.prefix(1).filter(TitleBlock.isDay)
        // Titles first without dates: which form it is does not depend on their order.
        let names = TitleBlock(above, sheetName: sheetName, order: nil)
        if let wrong = names.wrongReport {
            throw .wrongReport(name: wrong.name, kind: wrong.kind)
        }
        let header = DateBuckets.resolved(
            found.header, asOf: options.asOf ?? names.asOf ?? names.lastDate,
            prefersMonthFirst: options.prefersMonthFirst)
        let rule = try rule(header, titles: names.names)
        var map = try ColumnMap(
            header, rule: rule, map: userMap(header), currency: options.currency)
        let ledger = LedgerColumns(below, map: map, header: header, rule: rule)
        if !ledger.columns.isEmpty {
            map = try ColumnMap(
                header, rule: rule, map: userMap(header), except: ledger.columns,
                currency: options.currency)
        }
        try requireColumns(map, rule, header)
        let sample = SampleColumns(
            below, map: map, options: options, style: rule.style,
            currency: names.currency ?? options.currency)
        return ConversionContext(
            rule: rule, header: header, map: map,
            titles: TitleBlock(
                above, sheetName: sheetName, order: sample.ofDates,
                usual: options.prefersMonthFirst ? .mdy : .dmy),
            options: options, style: sample.style, order: sample.order,
            closedKeys: sample.closedKeys,
            warnings: ledger.warnings + source.hiddenWarnings + sample.warnings,
            side: ledger.side)
    }

    private func userMap(_ header: TableHeader) -> [String: String] {
        options.map.isEmpty ? options.mappings[header.shape] ?? [:] : options.map
    }

    private func rule(
        _ header: TableHeader, titles: [String]
    ) throws(ConversionError) -> FormRule {
        if let id = options.formID {
            guard let rule = RecognisedForms.rule(id: id) else { throw .unknownForm(id) }
            return rule
        }
        if let kind = WrongReport(header: header), userMap(header).isEmpty {
            let name = header.texts.filter { !$0.isEmpty }.prefix(8).joined(separator: ", ")
            throw .wrongReport(name: name, kind: kind)
        }
        if !header.nameSet.isDisjoint(with: Self.supplierNames),
            header.index(of: Self.customerNames) == nil
        {
            let name = header.texts.filter { !$0.isEmpty }.prefix(6).joined(separator: ", ")
            throw .wrongReport(name: name, kind: .payables)
        }
        if userMap(header).isEmpty {
            let plain = RecognisedForms.rule(id: "plain-" + options.form.rawValue)
            if let rule = RecognisedForms.rule(header, titles: titles, list: options.form)
                ?? plain
            {
                return rule
            }
        } else if let rule = mappedRule(header) {
            return rule
        }
        throw .noHeader(nearest: header.texts.filter { !$0.isEmpty })
    }

    /// What a person mapped is one of the plain lists.
    private func mappedRule(_ header: TableHeader) -> FormRule? {
        if options.form != .automatic {
            let id =
                options.form == .aging ? "aging-summary" : "plain-" + options.form.rawValue
            return RecognisedForms.rule(id: id)
        }
        let fields = Set(userMap(header).values.map(HeaderName.normalized))
        let says = { (field: ImportField) in fields.contains(HeaderName.normalized(field.rawValue))
        }
        if says(.receiptNumber) { return RecognisedForms.rule(id: "plain-receipts") }
        if says(.settledDate) { return RecognisedForms.rule(id: "plain-history") }
        if header.hasBuckets, !says(.number) { return RecognisedForms.rule(id: "aging-summary") }
        if says(.email), !says(.amount), !says(.open) {
            return RecognisedForms.rule(id: "plain-customers")
        }
        return RecognisedForms.rule(id: "plain-invoices")
    }

    private func requireColumns(
        _ map: ColumnMap, _ rule: FormRule, _ header: TableHeader
    ) throws(ConversionError) {
        func need(_ field: ImportField, or others: ImportField...) throws(ConversionError) {
            let isThere = ([field] + others).contains { map.index($0) >= 0 }
            if !isThere { throw .missingColumn(field.title, form: rule.form.title) }
        }
        switch rule.form.list {
        case .aging where map.buckets.isEmpty:
            throw .missingColumn("1-30", form: rule.form.title)
        case .customers, .aging: try need(.customer, or: .customerName)
        case .receipts:
            try need(.receiptAmount, or: .appliedAmount, .amount)
        default:
            if rule.reader == .table {
                if map.buckets.isEmpty { try need(.amount, or: .open) }
                if rule.sections == .none { try need(.customer) }
            }
        }
    }

    private static let customerNames = Array(ColumnNames.names(.customer).prefix(12))
    private static let supplierNames: Set<String> = [
        "vendor", "vendorname", "supplier", "suppliername", "billno", "billnumber", "billdate",
        "vendorid", "lieferant", "kreditor", "fournisseur", "payee",
    ]
}
