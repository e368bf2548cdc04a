import Receivables

/// What is open by how late it is: what the chart draws, as a table.
struct HomeAging {
    struct Bucket {
        let title: String
        let ramp: String
        let amount: AmountCell
        let share: String
        /// The report with the customers who owe most of it first.
        let link: String
    }

    let source: String
    let buckets: [Bucket]
    let total: AmountCell
    let link: String

    init(_ overview: HomeOverview, _ figures: AccountFigures) {
        let distribution = overview.distribution
        source = HomePageHandler.agingPath + "/"
        let names = overview.limits.names
        buckets = zip(names, distribution.amounts).enumerated().map { index, bucket in
            Bucket(
                title: bucket.0.replacing("-", with: "–"),
                ramp: ReportColumn.ramp(of: index, count: names.count),
                amount: figures.cell(bucket.1),
                share: figures.share(bucket.1, of: distribution.total),
                link: "\(AccountPaths.report)?sort=-bucket-\(index)")
        }
        total = figures.cell(distribution.total)
        link = AccountPaths.report
    }
}
