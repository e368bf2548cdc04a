import Formats
import Kernel

/// Reports of payments received, each followed by the invoices that it paid.
struct PaymentsConversion {
    private let context: ConversionContext
    private var table: TableConversion
    private var payment: TableRow?
    private var applications = 0
    private var customer = (code: "", name: "")
    private var orphans: Int64 = 0

    /// - Throws: what the reader and the writer's sink throw.
    static func convert(
        _ rows: inout RowSource, _ context: ConversionContext,
        to writer: inout CanonicalListWriter
    ) throws -> ListConversion {
        var conversion = PaymentsConversion(context)
        while let row = try rows.next() { try conversion.take(row, to: &writer) }
        return try conversion.finish(to: &writer)
    }

    private init(_ context: ConversionContext) {
        self.context = context
        table = TableConversion(context)
    }

    private mutating func take(_ row: TableRow, to writer: inout CanonicalListWriter) throws {
        guard let first = row.firstFilled, !context.header.isRepeated(by: row) else { return }
        let label = row.cells[first].shown
        let date = row.cell(context.map.index(.receiptDate))
        guard ConversionContext.isDate(date), row.filled.count > 1 else {
            if case .section(let key)? = TotalLabel(label), let index = table.stack.index(of: key) {
                // Invoices stand beside what pays them, so that no sum can be compared.
                try flush(to: &writer)
                _ = table.stack.close(index)
            } else if TotalLabel(label) == .grand {
                try flush(to: &writer)
            } else if !(row.filled.count == 1 && table.isFooter(row, label)) {
                try flush(to: &writer)
                table.open(row, first, label)
            }
            return
        }
        table.rows += 1
        table.settleHeading(row)
        let type = DocumentTypeName.meaning(row.cell(context.map.index(.type)).shown)
        switch type {
        case .type(DocumentTypeName.payment)?:
            try flush(to: &writer)
            payment = row
            applications = 0
        case .type(DocumentTypeName.invoice)?:
            guard payment != nil else {
                orphans += 1
                return
            }
            applications += 1
            try write(invoice: row, to: &writer)
        default:
            table.notes.leaveOut(
                "neither payments nor invoices",
                amount: AmountPair(row.cell(context.map.index(.receiptAmount))) ?? .zero)
        }
    }

    private mutating func flush(to writer: inout CanonicalListWriter) throws {
        if payment != nil, applications == 0 { try write(invoice: nil, to: &writer) }
        payment = nil
    }

    private mutating func write(
        invoice: TableRow?, to writer: inout CanonicalListWriter
    ) throws {
        guard let payment else { return }
        let map = context.map
        var canonical = CanonicalRow()
        canonical.line = (invoice ?? payment).line
        let named = payment.cell(map.index(.customer)).shown
        canonical[.customer] = named.isEmpty ? table.stack.customer?.code ?? "" : named
        canonical[.type] = DocumentTypeName.payment
        canonical[.receiptNumber] = payment.cell(map.index(.receiptNumber)).shown
        canonical[.receiptDate] = payment.cell(map.index(.receiptDate)).marked
        canonical[.receiptAmount] = Self.unsigned(payment.cell(map.index(.receiptAmount)))
        canonical[.reference] = payment.cell(map.index(.reference)).shown
        canonical[.currency] = table.stack.currency ?? context.titleCurrency
        if let invoice {
            canonical[.appliedTo] = invoice.cell(map.index(.receiptNumber)).shown
            canonical[.appliedAmount] = Self.unsigned(invoice.cell(map.index(.receiptAmount)))
        }
        try writer.write(canonical)
    }

    /// Payments stand there as negative amounts, or not.
    private static func unsigned(_ cell: TableCell) -> String {
        let pair = AmountPair(cell)
        let isNegative = (pair?.point ?? pair?.comma ?? 0) < 0
        guard isNegative else { return cell.marked }
        let text = cell.marked
        if text.hasPrefix("("), text.hasSuffix(")") { return String(text.dropFirst().dropLast()) }
        return text.hasPrefix("-") || text.hasPrefix("#-") ? text.negatedAmount : text
    }

    private mutating func finish(to writer: inout CanonicalListWriter) throws -> ListConversion {
        try flush(to: &writer)
        if orphans > 0 {
            table.notes.warn("\(orphans) invoices stand below no payment and were left out.")
        }
        return table.result(written: writer.lines)
    }
}
