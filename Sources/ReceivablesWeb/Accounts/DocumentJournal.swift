import Kernel
import Receivables

/// The journal entries that a document made; debits and credits in the base currency.
struct DocumentJournal {
    struct Row {
        let date: String
        let entry: String
        let source: String
        let account: String
        let foreign: String?
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

    init(_ record: DocumentRecord, _ figures: AccountFigures) {
        let isForeign = record.currency != figures.currency
        var last: Int64?
        rows = record.journal.map { line in
            let isFirst = line.entry != last
            last = line.entry
            return Row(
                date: isFirst ? figures.date(line.entryOn) : "",
                entry: isFirst ? String(line.entry) : "",
                source: isFirst ? Self.source(line) : "",
                account: "\(line.accountCode) \(line.accountName)",
                foreign: isForeign ? figures.amount(line.amount, line.currency) : nil,
                debit: line.baseAmount > 0 ? figures.amount(line.baseAmount) : "",
                credit: line.baseAmount < 0 ? figures.amount(0 &- line.baseAmount) : "",
                isFirst: isFirst)
        }
        hasRows = !rows.isEmpty
        hasForeign = isForeign
        hasMore = record.hasMoreJournal
        currency = figures.currency.code
    }

    private static func source(_ line: JournalLine) -> String {
        line.source == .allocation ? "Exchange difference" : line.source.name
    }
}
