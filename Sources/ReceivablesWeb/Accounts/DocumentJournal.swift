import Kernel
import Receivables
import WebSupport

/// The journal entries that a document made; debits and credits in the base currency.
struct DocumentJournal {
    struct Row {
        let date: String
        let entry: String
        let source: String
        let account: String
        /// In the document's own currency, where that is another one.
        let foreign: String
        let debit: String
        let credit: String
        /// Whether an entry begins with it.
        let isFirst: Bool
    }

    let rows: [Row]
    let hasRows: Bool
    let hasForeign: Bool
    let hasMore: Bool
    let currency: String
    let exports: ExportLinks

    init(_ record: DocumentRecord, _ paths: AccountPaths, _ figures: AccountFigures) {
        let isForeign = record.currency != figures.currency
        var last: Int64?
        rows = record.journal.map { line in
            let isFirst = line.entry != last
            last = line.entry
            return Row(
                date: isFirst ? figures.date(line.entryOn) : "",
                entry: isFirst ? String(line.entry) : "",
                source: isFirst ? line.purpose : "",
                account: "\(line.accountCode) \(line.accountName)",
                foreign: Self.foreign(line, figures),
                debit: line.baseAmount > 0 ? figures.amount(line.baseAmount) : "",
                credit: line.baseAmount < 0 ? figures.amount(0 &- line.baseAmount) : "",
                isFirst: isFirst)
        }
        hasRows = !rows.isEmpty
        hasForeign = isForeign
        hasMore = record.hasMoreJournal
        currency = figures.currency.code
        exports = ExportLinks(of: "Journal entries") { ending in
            paths.documentFile(record.id, "journal.\(ending)")
        }
    }

    /// A revaluation moves nothing in the document's own currency.
    private static func foreign(_ line: JournalLine, _ figures: AccountFigures) -> String {
        line.amount == 0 ? "" : figures.amount(line.amount, line.currency)
    }
}
