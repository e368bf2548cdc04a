import Formats
import Kernel
import Tenancy

/// The journal entries of a document as a table to be exported; debits and credits in the base
/// currency.
struct JournalExport {
    let tenant: Tenant
    let record: DocumentRecord

    private var isForeign: Bool { record.currency != tenant.currency }

    var section: ExportSection {
        let base = ExportColumn.Kind.amount(decimals: tenant.currency.decimals)
        return ExportSection(
            name: "Journal entries",
            columns: [
                ExportColumn("Date", name: "entry_date", .date),
                ExportColumn("Entry", name: "entry", .integer),
                ExportColumn("For", name: "source", .text),
                ExportColumn("Account", name: "account", .text),
                ExportColumn("Name", name: "account_name", .text),
                ExportColumn("Currency", name: "currency", .text, for: .programs),
                ExportColumn(
                    "In \(record.currency.code)", name: "amount",
                    .amount(decimals: record.currency.decimals),
                    for: isForeign ? .all : .programs),
                ExportColumn("Debit \(tenant.currency.code)", name: "debit", base),
                ExportColumn("Credit \(tenant.currency.code)", name: "credit", base),
            ], emptyNote: "There are no journal entries.")
    }

    /// What moves base amounts alone has no amount in the document's own currency.
    func cells(_ line: JournalLine) -> [ExportCell] {
        let isOwn = line.currency == record.currency && line.amount != 0
        return [
            .date(line.entryOn), .integer(line.entry), .text(line.purpose),
            .text(line.accountCode), .text(line.accountName), .text(line.currency.code),
            isOwn ? .amount(line.amount) : .empty,
            line.baseAmount > 0 ? .amount(line.baseAmount) : .empty,
            line.baseAmount < 0 ? .amount(0 &- line.baseAmount) : .empty,
        ]
    }

    /// Both sides have the same total. They are not summed beyond what an amount can hold.
    var ending: ExportEnding {
        var (debit, credit) = (Int64(0), Int64(0))
        for line in record.journal {
            let (sum, overflow) =
                line.baseAmount > 0
                ? debit.addingReportingOverflow(line.baseAmount)
                : credit.subtractingReportingOverflow(line.baseAmount)
            if overflow { return ExportEnding() }
            if line.baseAmount > 0 { debit = sum } else { credit = sum }
        }
        let blank = [ExportCell](repeating: .empty, count: 4)
        return ExportEnding(
            summary: [[.empty, .empty, .text("Total")] + blank + [.sum(debit), .sum(credit)]])
    }
}
