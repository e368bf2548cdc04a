import Kernel
import Receivables

/// One of the figures above the table.
struct ReportFigure {
    let label: String
    let value: String
    let style: String
    let note: String?
    /// What the figure is made of; nil where it is on the page.
    let link: String?

    init(
        _ label: String, _ value: String, isNegative: Bool = false, note: String? = nil,
        link: String? = nil
    ) {
        self.label = label
        self.value = value
        style = isNegative ? "negative" : ""
        self.note = note
        self.link = link
    }

    /// The figures of a report, each leading to the items that it adds up.
    static func all(
        _ report: AgingReport, query: ReportQuery, _ figures: ReportFigures
    ) -> [ReportFigure] {
        let totals = report.totals
        func amount(
            _ label: String, _ minorUnits: Int64, note: String? = nil, sort: String
        ) -> ReportFigure {
            ReportFigure(
                label, figures.money(minorUnits), isNegative: minorUnits < 0, note: note,
                link: query.address([
                    ("by", "invoice"), ("sort", sort), ("q", nil),
                    ("currency", figures.parameter(report)),
                ]))
        }
        func share(_ part: Int64) -> String {
            "\(figures.share(part, of: totals.total)) of what is open"
        }
        var all = [
            amount("Total open", totals.total, note: size(report, figures), sort: "-total")
        ]
        if report.request.basis == .due {
            let overdue = totals.amounts.dropFirst().reduce(Int64(0), &+)
            all.append(amount("Overdue", overdue, sort: "-days"))
            all.append(
                ReportFigure(
                    "Overdue share", figures.share(overdue, of: totals.total),
                    note: "of what is open"))
        }
        let (days, first) = oldest(report.request.limits)
        let old = totals.amounts[first...].reduce(Int64(0), &+)
        all.append(amount("More than \(days) days", old, note: share(old), sort: "-days"))
        if let credit = report.unappliedCredit {
            let note =
                report.request.unapplied == .separate ? "in its own column" : "in the buckets"
            all.append(amount("Unapplied credit", credit, note: note, sort: "total"))
        }
        return all
    }

    /// How the total has changed where that was asked, else how many rows it has.
    private static func size(_ report: AgingReport, _ figures: ReportFigures) -> String? {
        if let forward = report.rollForward {
            let change = figures.change(forward.closing &- forward.opening)
            return "\(change) since \(figures.format.format(forward.from))"
        }
        return report.found == nil ? ReportPaging.count(of: report, figures.format) : nil
    }

    /// 90 days where that is a limit, else the last one; and the first bucket behind it.
    private static func oldest(_ limits: AgingLimits) -> (days: Int, bucket: Int) {
        let index = limits.days.firstIndex(of: 90) ?? limits.days.count - 1
        return (limits.days[index], index + 2)
    }
}
