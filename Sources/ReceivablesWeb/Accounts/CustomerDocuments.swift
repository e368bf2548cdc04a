import Kernel
import Receivables
import WebSupport

/// The documents of a customer, the newest first.
struct CustomerDocuments {
    struct Row {
        let number: String
        let link: String
        let kind: String
        let date: String
        let dueDate: String
        let status: DocumentBadge
        let currency: String
        let amount: AmountCell
        let open: AmountCell
    }

    let rows: [Row]
    let hasRows: Bool
    let pager: Pager
    let exports: ExportLinks

    init(
        _ page: AccountPage<AccountDocument>, of customer: CustomerID, asOf day: LocalDate,
        pager: Pager, _ paths: AccountPaths, _ figures: AccountFigures
    ) {
        rows = page.rows.map { document in
            Row(
                number: document.number, link: paths.document(document.id),
                kind: document.kind.name, date: figures.date(document.date),
                dueDate: figures.date(document.dueDate),
                status: DocumentBadge(
                    isVoid: document.isVoid, isDisputed: document.isDisputed,
                    open: document.open, dueDate: document.dueDate, asOf: day),
                currency: document.currency.code,
                amount: figures.cell(document.amount, document.currency),
                open: figures.cell(document.open, document.currency))
        }
        hasRows = !rows.isEmpty
        self.pager = pager
        exports = paths.files(customer, .documents)
    }
}
