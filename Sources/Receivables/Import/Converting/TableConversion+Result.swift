import Formats
import Kernel

extension TableConversion {
    /// What was understood, once all rows are read.
    func result(written: Int64) -> ListConversion {
        context.result(
            notes, rows: rows, written: written, madeOn: madeOn,
            totals: check.warnings(context.style, decimals: context.options.currency.decimals))
    }
}

extension ConversionContext {
    /// - Parameters:
    ///   - madeOn: the day on which the report says it was made.
    ///   - totals: what is to be said of printed totals.
    func result(
        _ notes: ConversionNotes, rows: Int64, written: Int64, madeOn: LocalDate? = nil,
        totals: [String] = []
    ) -> ListConversion {
        var warnings =
            self.warnings + totals + notes.warnings(style, decimals: options.currency.decimals)
        // The title of a list may state its period, or the day it was made.
        var asOf = list == .customers ? nil : titles.asOf ?? titles.lastDate
        if asOf != nil, options.asOf == nil, let doubt = titles.doubt { warnings.append(doubt) }
        if asOf == nil, options.asOf == nil, rule.form.isAging,
            let madeOn = madeOn ?? titles.madeOn
        {
            asOf = madeOn
            warnings.append(
                "The file does not say for which day it holds; the day it was made, \(madeOn),"
                    + " was taken.")
        }
        // Of a form that is known, what is not used is known too.
        let unused = rule.isGeneral ? ignoredColumns : []
        if !unused.isEmpty {
            let names = unused.prefix(20).map { ImportText.shortened($0, to: 40) }
            let more = unused.count > 20 ? " and \(unused.count - 20) more" : ""
            warnings.append("Columns that are not used: \(names.joined(separator: ", "))\(more).")
        }
        return ListConversion(
            form: rule.form, asOf: asOf, company: titles.company, agingBasis: titles.basis,
            currency: titles.currency, headers: headers, rejects: notes.rejects,
            rejectedRows: notes.rejectedRows, amountNames: amountColumns.map(name),
            isMended: isMended, rejected: notes.rejected, warnings: warnings, rows: rows,
            written: written, shape: header.shape, items: rule.items,
            rejectedItems: notes.rejectedItems)
    }

    /// Whether the last columns are those that a file of rejected lines has.
    private var isMended: Bool {
        header.names.filter { !$0.isEmpty }.suffix(2) == ["line", "reason"]
    }

    private var headers: [ImportField: String] {
        map.fields.mapValues { name($0) }
    }

    private var ignoredColumns: [String] {
        if isMended { return [] }
        let used = Set(map.fields.values).union(map.tracked).union([side])
        return header.texts.indices.filter { !used.contains($0) && !header.texts[$0].isEmpty }
            .map { header.texts[$0] }
    }
}
