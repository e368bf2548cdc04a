import Kernel
import Receivables

/// A row of an aging report, comparable.
struct ReportLine: Hashable {
    let id: Int64
    let instalment: Int?
    let documentDate: LocalDate?
    let dueDate: LocalDate?
    let amounts: [Int64]
    let unapplied: Int64
    let total: Int64

    init(_ row: AgingRow) {
        id = row.id
        instalment = row.item?.instalment
        documentDate = row.item?.documentDate
        dueDate = row.item?.dueDate
        amounts = row.amounts
        unapplied = row.unapplied
        total = row.total
    }
}
