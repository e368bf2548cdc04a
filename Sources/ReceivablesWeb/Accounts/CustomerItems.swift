import Kernel
import Receivables
import WebSupport

/// The open items of a customer.
struct CustomerItems {
    struct Row {
        let number: String
        /// nil for the first one, which most of them are.
        let instalment: Int?
        let link: String
        let kind: String?
        let isDisputed: Bool
        let date: String
        let dueDate: String
        let days: String
        let amount: AmountCell
        let amountCurrency: String?
        let open: AmountCell
        let baseOpen: AmountCell?
    }

    let rows: [Row]
    let hasRows: Bool
    /// Whether some are in another currency than the base currency.
    let hasForeign: Bool
    let baseCurrency: String
    /// How many columns the label of the total takes.
    let labelSpan: Int
    let total: AmountCell
    let pager: Pager
    let exports: ExportLinks

    init(
        _ page: AccountPage<AccountItem>, _ account: CustomerAccount, pager: Pager,
        _ paths: AccountPaths, _ figures: AccountFigures
    ) {
        let isForeign = account.balances.contains { $0.currency != figures.currency }
        rows = page.rows.map { Self.row($0, account.asOf, isForeign: isForeign, paths, figures) }
        hasRows = !rows.isEmpty
        hasForeign = isForeign
        baseCurrency = figures.currency.code
        labelSpan = isForeign ? 6 : 5
        total = figures.cell(account.balance)
        self.pager = pager
        exports = paths.files(account.customer.id, .openItems)
    }

    private static func row(
        _ item: AccountItem, _ day: LocalDate, isForeign: Bool, _ paths: AccountPaths,
        _ figures: AccountFigures
    ) -> Row {
        let days = item.dueDate.days(until: day)
        return Row(
            number: item.number, instalment: item.instalment > 1 ? item.instalment : nil,
            link: paths.document(item.document),
            kind: item.kind == .invoice ? nil : item.kind.name, isDisputed: item.isDisputed,
            date: figures.date(item.date), dueDate: figures.date(item.dueDate),
            days: days > 0 ? figures.count(days) : "",
            amount: figures.cell(item.documentAmount, item.currency),
            amountCurrency: isForeign ? item.currency.code : nil,
            open: figures.cell(item.open, item.currency),
            baseOpen: isForeign ? figures.cell(item.baseOpen) : nil)
    }
}
