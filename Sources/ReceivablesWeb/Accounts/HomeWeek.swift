import Kernel
import Receivables

/// What moved the balance since last week, as a sum from top to bottom.
struct HomeWeek {
    struct Step {
        let title: String
        let amount: String
        let style: String
    }

    let from: String
    let to: String
    let opening: AmountCell
    let openingLink: String
    let steps: [Step]
    let closing: AmountCell
    let closingLink: String
    /// The same by bucket.
    let link: String

    init(_ week: RollForward, _ figures: AccountFigures) {
        from = figures.date(week.from)
        to = figures.date(week.to)
        opening = figures.cell(week.opening)
        openingLink = "\(AccountPaths.report)?as_of=\(week.from)"
        closing = figures.cell(week.closing)
        closingLink = AccountPaths.report
        link = "\(AccountPaths.report)?compare=\(week.from)"
        steps = week.parts.map { title, amount in
            Step(
                title: title, amount: amount == 0 ? figures.amount(0) : figures.change(amount),
                style: amount == 0 ? "zero" : amount < 0 ? "negative" : "")
        }
    }
}
