import Receivables

/// Whether what is open agrees with the control account; neither where it is of a portfolio.
struct HomeReconciliation {
    let isEqual: Bool
    let isDifferent: Bool
    let isPortfolio: Bool
    let text: String

    init(_ overview: HomeOverview, _ figures: AccountFigures) {
        let open = overview.stats.open
        isEqual = open == overview.controlBalance
        isPortfolio = overview.controlBalance == nil
        isDifferent = !isEqual && !isPortfolio
        guard let balance = overview.controlBalance else {
            text = AgingReport.portfolioNote
            return
        }
        text =
            isEqual
            ? "The open items add up to the balance of the control account."
            : "The open items add up to \(figures.money(open)), the control account's balance is"
                + " \(figures.money(balance))."
    }
}
