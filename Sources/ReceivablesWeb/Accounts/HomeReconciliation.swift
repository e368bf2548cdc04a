import Receivables

/// Whether what is open agrees with the control account.
struct HomeReconciliation {
    let isEqual: Bool
    let text: String

    init(_ overview: HomeOverview, _ figures: AccountFigures) {
        let open = overview.stats.open
        isEqual = open == overview.controlBalance
        text =
            isEqual
            ? "The open items add up to the balance of the control account."
            : "The open items add up to \(figures.money(open)), the control account's balance is"
                + " \(figures.money(overview.controlBalance))."
    }
}
