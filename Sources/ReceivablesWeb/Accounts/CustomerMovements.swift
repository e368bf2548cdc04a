import Kernel
import Receivables
import WebSupport

/// What happened on a customer's account, the latest first.
struct CustomerMovements {
    struct Row {
        let date: String
        /// Whether it counts only after the day the page is about.
        let isLater: Bool
        let recorded: String
        let machineTime: String
        let kind: String
        let cause: String?
        let number: String
        let link: String
        let otherNumber: String?
        let otherLink: String?
        let currency: String
        let amount: AmountCell?
        let applied: AmountCell?
    }

    let rows: [Row]
    let hasRows: Bool
    let pager: Pager
    let exports: ExportLinks

    init(
        _ page: AccountPage<AccountMovement>, of customer: CustomerID, asOf day: LocalDate,
        pager: Pager, _ paths: AccountPaths, _ figures: AccountFigures
    ) {
        rows = page.rows.map { movement in
            let isAllocation = movement.kind == .allocation
            let amount = figures.cell(movement.amount, movement.currency)
            return Row(
                date: figures.date(movement.effectiveOn), isLater: movement.effectiveOn > day,
                recorded: figures.time(movement.recordedAt),
                machineTime: figures.machine(movement.recordedAt), kind: movement.kind.name,
                cause: movement.cause.name, number: movement.number,
                link: paths.document(movement.document), otherNumber: movement.otherNumber,
                otherLink: movement.other.map { paths.document($0) },
                currency: movement.currency.code, amount: isAllocation ? nil : amount,
                applied: isAllocation
                    ? figures.cell(0 &- movement.amount, movement.currency) : nil)
        }
        hasRows = !rows.isEmpty
        self.pager = pager
        exports = paths.files(customer, .movements)
    }
}
