import Kernel
import Receivables

/// The head of a column of the report's table.
struct ReportColumn {
    private static let rampSteps = 6

    let title: String
    /// What the title counts; empty where that is plain.
    let unit: String
    /// The class of the bucket's colour; nil for columns that are no bucket.
    let ramp: String?
    let isAmount: Bool
    /// Whether it is left out where the window is narrow.
    let isWide: Bool
    /// What stands in this column there, with the way to sort by it.
    let below: ReportSort?
    /// nil for columns that nothing is sorted by.
    let sort: ReportSort?

    init(
        _ title: String, unit: String = "", ramp: String? = nil, isAmount: Bool = true,
        isWide: Bool = false, below: ReportSort? = nil, sort: ReportSort? = nil
    ) {
        self.title = title
        self.unit = unit
        self.ramp = ramp
        self.isAmount = isAmount
        self.isWide = isWide
        self.below = below
        self.sort = sort
    }

    /// The columns of the report's table.
    static func all(_ report: AgingReport, query: ReportQuery, _ format: LocaleFormat)
        -> [ReportColumn]
    {
        func sort(_ column: AgingSort.Column, descendingFirst: Bool = true) -> ReportSort {
            ReportSort(column, of: report, query: query, isDescendingFirst: descendingFirst)
        }
        var columns = [
            ReportColumn(
                "Customer", isAmount: false, below: sort(.total),
                sort: sort(.customer, descendingFirst: false))
        ]
        if report.request.rows == .invoice {
            columns += [
                ReportColumn(
                    "Document", isAmount: false, sort: sort(.document, descendingFirst: false)),
                ReportColumn("Date", isAmount: false, sort: sort(.documentDate)),
                ReportColumn("Due", isAmount: false, sort: sort(.dueDate, descendingFirst: false)),
                ReportColumn(
                    report.request.basis == .due ? "Days past due" : "Days since its date",
                    sort: sort(.daysPastDue)),
            ]
        }
        columns += buckets(report.request.limits.names) { sort(.bucket($0)) }
        if report.request.unapplied == .separate {
            columns.append(
                ReportColumn("Unapplied", sort: sort(.unapplied, descendingFirst: false)))
        }
        columns.append(ReportColumn("Total", isWide: true, sort: sort(.total)))
        if let comparedTo = report.comparedToByCustomer {
            columns += [
                ReportColumn(format.format(comparedTo), unit: "total", sort: sort(.before)),
                ReportColumn("Change", sort: sort(.change)),
            ]
        }
        return columns
    }

    /// The columns of the buckets, the first of which is what is not due yet.
    static func buckets(
        _ names: [String], sort: (Int) -> ReportSort? = { _ in nil }
    ) -> [ReportColumn] {
        names.enumerated().map { index, name in
            ReportColumn(
                name.replacing("-", with: "–"), unit: index == 0 ? "" : "days",
                ramp: ramp(of: index, count: names.count), sort: sort(index))
        }
    }

    /// Spreads the colours over however many buckets there are.
    static func ramp(of index: Int, count: Int) -> String {
        let steps = rampSteps - 1
        return "ramp-\(count < 2 ? 0 : (index * steps + (count - 1) / 2) / (count - 1))"
    }
}

extension AgingReport {
    /// The day compared with, where the rows tell what was open on it.
    var comparedToByCustomer: LocalDate? {
        request.rows == .customer ? request.comparedTo : nil
    }
}
