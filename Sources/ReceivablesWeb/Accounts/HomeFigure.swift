import Kernel
import Receivables

/// One of the figures at the top of the home page, with the way to what it is made of.
struct HomeFigure {
    let label: String
    let value: String
    let style: String
    let link: String
    let note: String

    static func all(_ overview: HomeOverview, _ figures: AccountFigures) -> [HomeFigure] {
        [
            total(overview, figures), overdue(overview, figures), over90(overview, figures),
            lateness(overview, figures), sales(overview, figures),
        ]
    }

    private static func total(_ overview: HomeOverview, _ figures: AccountFigures) -> HomeFigure {
        let stats = overview.stats
        return HomeFigure(
            label: "Total open", value: figures.money(stats.open), style: style(stats.open),
            link: AccountPaths.report,
            note: "\(counted(stats.invoices, "open invoice", figures)) of"
                + " \(counted(stats.customers, "customer", figures))")
    }

    private static func overdue(
        _ overview: HomeOverview, _ figures: AccountFigures
    ) -> HomeFigure {
        let stats = overview.stats
        return HomeFigure(
            label: "Overdue", value: figures.money(stats.overdue), style: style(stats.overdue),
            // Of all customers: the credits of those that owe nothing late are in the figure.
            link: "\(AccountPaths.customers)?sort=overdue",
            note: "\(figures.share(stats.overdue, of: stats.open)) of what is open")
    }

    private static func over90(_ overview: HomeOverview, _ figures: AccountFigures) -> HomeFigure {
        HomeFigure(
            label: "More than 90 days late", value: figures.money(overview.over90),
            style: style(overview.over90), link: "\(AccountPaths.report)?buckets=90",
            note: "\(counted(overview.stats.atRiskCustomers, "customer", figures)) ·"
                + " \(figures.share(overview.over90, of: overview.stats.open))")
    }

    private static func lateness(
        _ overview: HomeOverview, _ figures: AccountFigures
    ) -> HomeFigure {
        let stats = overview.stats
        let average = Ratio.rounded(stats.daysOverdue, times: 10, over: stats.overdueInvoices)
        return HomeFigure(
            label: "Average days overdue", value: average.map(figures.tenths) ?? "None",
            style: "", link: "\(AccountPaths.report)?by=invoice&sort=-days",
            note: "over \(counted(stats.overdueInvoices, "overdue invoice", figures))")
    }

    private static func sales(_ overview: HomeOverview, _ figures: AccountFigures) -> HomeFigure {
        let measure = overview.daysSalesOutstanding
        return HomeFigure(
            label: "Days sales outstanding", value: measure.tenths.map(figures.tenths) ?? "–",
            style: "", link: "#measures",
            note: measure.bestPossibleTenths.map { "best possible \(figures.tenths($0))" }
                ?? "not defined: nothing was sold in \(DaysSalesOutstanding.days) days")
    }

    private static func style(_ minorUnits: Int64) -> String { minorUnits < 0 ? "negative" : "" }

    private static func counted(
        _ number: Int64, _ noun: String, _ figures: AccountFigures
    ) -> String {
        "\(figures.count(number)) \(noun)\(number == 1 ? "" : "s")"
    }
}
