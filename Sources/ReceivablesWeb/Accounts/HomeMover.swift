import Receivables

/// A customer whose overdue amount moved most since last week.
struct HomeMover {
    let name: String
    let link: String
    let change: String
    let overdue: AmountCell

    init(_ mover: OverdueMover, _ figures: AccountFigures) {
        name = mover.name
        link = "\(AccountPaths.customers)\(mover.customer)/"
        change = figures.change(mover.change)
        overdue = figures.cell(mover.overdue)
    }
}
