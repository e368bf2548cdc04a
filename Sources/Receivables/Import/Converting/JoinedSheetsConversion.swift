import Formats
import Kernel

/// Workbooks with one sheet of invoices, and others of their totals and payments that refer to
/// them by number.
struct JoinedSheetsConversion {
    static let rowsMax = 200_000

    private struct Invoice {
        let row: TableRow
        var total: TableCell?
        var paid = AmountPair.zero
        var isPaidSomething = false
        var lastPaidAt: TableCell = .blank
    }

    private let context: ConversionContext
    private var invoices: [Invoice] = []
    private var placeByNumber: [String: Int] = [:]
    private var notes = ConversionNotes()
    private var rows: Int64 = 0

    /// - Throws: `tooManyRowsToJoin`, what the reader and the writer's sink throw.
    static func convert(
        _ rows: inout RowSource, _ sheet: Int, _ context: ConversionContext,
        to writer: inout CanonicalListWriter
    ) throws -> ListConversion {
        var conversion = JoinedSheetsConversion(context)
        var other: (sheet: Int, header: TableHeader)?
        while let row = try rows.next() {
            guard row.firstFilled != nil else { continue }
            if row.sheet == sheet {
                try conversion.take(invoice: row, sheet: rows.sheetName(sheet))
            } else if let current = other, current.sheet == row.sheet {
                conversion.take(row, of: current.header)
            } else {
                other = (row.sheet, TableHeader(row))
            }
        }
        return try conversion.finish(to: &writer)
    }

    private init(_ context: ConversionContext) {
        self.context = context
    }

    private mutating func take(invoice row: TableRow, sheet: String) throws(ConversionError) {
        guard !context.header.isRepeated(by: row) else { return }
        guard invoices.count < Self.rowsMax else {
            throw .tooManyRowsToJoin(sheet: sheet, rowsMax: Self.rowsMax)
        }
        rows += 1
        let number = row.cell(context.map.index(.number)).shown
        if placeByNumber[number] == nil { placeByNumber[number] = invoices.count }
        invoices.append(Invoice(row: row))
    }

    private mutating func take(_ row: TableRow, of header: TableHeader) {
        func cell(_ name: String) -> TableCell {
            row.cell(header.names.firstIndex(of: name) ?? -1)
        }
        guard let place = placeByNumber[cell("invoicenumber").shown] else { return }
        if header.nameSet.contains("paidat") {
            guard let pair = AmountPair(cell("amount")) else { return }
            invoices[place].paid += pair
            invoices[place].isPaidSomething = true
            invoices[place].lastPaidAt = cell("paidat")
        } else if header.nameSet.isSuperset(of: ["code", "amount", "sortorder"]),
            cell("code").shown == "total"
        {
            invoices[place].total = cell("amount")
        }
    }

    private mutating func finish(to writer: inout CanonicalListWriter) throws -> ListConversion {
        var table = TableConversion(context)
        for invoice in invoices { try write(invoice, &table, &writer) }
        try table.finish(to: &writer)
        table.notes = notes.merged(with: table.notes)
        table.rows = rows
        return table.result(written: writer.lines)
    }

    private mutating func write(
        _ invoice: Invoice, _ table: inout TableConversion, _ writer: inout CanonicalListWriter
    ) throws {
        let map = context.map
        let row = invoice.row
        var canonical = CanonicalRow()
        canonical.line = row.line
        for (field, column) in map.fields {
            let cell = row.cell(column)
            canonical[field] =
                [.amount, .documentDate, .dueDate].contains(field) ? cell.marked : cell.shown
        }
        canonical[.type] = DocumentTypeName.invoice
        let stated = row.cell(map.index(.amount))
        let amount = invoice.total ?? stated
        canonical[.amount] = amount.marked
        if let total = AmountPair(amount), let own = AmountPair(stated), total != own {
            notes.warn(
                "Invoice \(canonical[.number]): the sheet of invoices says \(stated.shown), that"
                    + " of totals \(amount.shown), which was taken.")
        }
        switch DocumentStatusName.meaning(canonical[.status]) {
        case .draft?: notes.leaveOut("drafts", amount: AmountPair(amount) ?? .zero)
        case .void?: notes.leaveOut("void", amount: AmountPair(amount) ?? .zero)
        case .deleted?: notes.leaveOut("deleted", amount: AmountPair(amount) ?? .zero)
        default:
            let isSettled = invoice.isPaidSomething && invoice.paid == AmountPair(amount)
            if isSettled {
                canonical[.settledDate] = invoice.lastPaidAt.marked
            } else if invoice.isPaidSomething {
                canonical[.paid] = "#" + invoice.paid.text(context.style, decimals: 0)
            }
            try writer.write(canonical)
        }
    }
}
