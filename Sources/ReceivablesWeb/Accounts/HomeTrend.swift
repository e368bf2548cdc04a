import Receivables

/// Total and overdue week by week: what the chart draws, as a table, the latest first.
struct HomeTrend {
    struct Point {
        let day: String
        let link: String
        let total: AmountCell
        let overdue: AmountCell
        let share: String
    }

    let source: String
    let points: [Point]

    init(_ points: [BalanceTrend.Point], _ figures: AccountFigures) {
        source = HomePageHandler.trendPath + "/"
        self.points = points.reversed().map { point in
            Point(
                day: figures.date(point.day),
                link: "\(AccountPaths.report)?as_of=\(point.day)",
                total: figures.cell(point.total), overdue: figures.cell(point.overdue),
                share: figures.share(point.overdue, of: point.total))
        }
    }
}
