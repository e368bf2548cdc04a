package import Formats
import Kernel
package import Tenancy

extension HomeOverview {
    /// Writes the tables of the home page; a CSV file has what is open by days late.
    ///
    /// - Throws: what the writer throws.
    package func write(to writer: any ExportWriter, for tenant: Tenant) throws {
        let export = HomeExport(overview: self, tenant: tenant)
        try writer.begin(export.document)
        try export.writeAging(to: writer)
        try export.writeWeek(to: writer)
        try export.writeTrend(to: writer)
        try export.writeMovers("Overdue grew most", grown, to: writer)
        try export.writeMovers("Overdue shrank most", shrunk, to: writer)
        try writer.finish()
    }
}

/// The tables of the home page as tables to be exported.
private struct HomeExport {
    let overview: HomeOverview
    let tenant: Tenant

    private var locale: LocaleFormat { LocaleFormat(tenant.locale) }
    private var amount: ExportColumn.Kind { .amount(decimals: tenant.currency.decimals) }

    private func money(_ minorUnits: Int64) -> String {
        locale.format(Money(minorUnits: minorUnits, currency: tenant.currency))
    }

    var document: ExportDocument {
        ExportDocument(
            title: "Receivables",
            facts: [
                ExportFact("Company", tenant.name.text),
                ExportFact("As of", locale.format(overview.today)),
                ExportFact("Currency", tenant.currency.code),
                ExportFact("Open", money(overview.stats.open)),
                ExportFact("Overdue", money(overview.stats.overdue)),
                ExportFact("More than 90 days late", money(overview.over90)),
            ], locale: locale)
    }

    func writeAging(to writer: any ExportWriter) throws {
        let distribution = overview.distribution
        try writer.begin(
            ExportSection(
                name: "How late it is",
                columns: [
                    ExportColumn("Days late", name: "bucket", .text),
                    ExportColumn("Currency", name: "currency", .text, for: .programs),
                    ExportColumn("Open", name: "open", amount),
                    ExportColumn("Share", name: "share", .percentage, for: .people),
                ]))
        for (index, open) in distribution.amounts.enumerated() {
            let name = overview.limits.names[index]
            let share = Ratio.rounded(open, times: 1_000, over: distribution.total)
            try writer.row([
                // A bare 1-30 would be taken for a date by spreadsheet programs.
                .text(index == 0 ? name : "\(name) days"), .text(tenant.currency.code),
                .amount(open),
                share.map { .percentage($0) } ?? .empty,
            ])
        }
        try writer.end(
            ExportEnding(
                summary: [[.text("Total"), .empty, .sum(distribution.total), .empty]],
                notes: [reconciliation]))
    }

    private var reconciliation: String {
        guard let balance = overview.controlBalance else { return AgingReport.portfolioNote }
        return overview.distribution.total == balance
            ? "The open items add up to the balance of the control account."
            : "DIFFERENCE: the control account's balance is \(money(balance))."
    }

    func writeWeek(to writer: any ExportWriter) throws {
        let week = overview.week
        try writer.begin(
            ExportSection(
                name: "Since last week",
                columns: [ExportColumn("What moved it", .text), ExportColumn("Amount", amount)],
                isInCSV: false))
        try writer.row([.text("Open on \(locale.format(week.from))"), .amount(week.opening)])
        for part in week.parts { try writer.row([.text(part.title), .amount(part.amount)]) }
        try writer.end(
            ExportEnding(summary: [
                [.text("Open on \(locale.format(week.to))"), .sum(week.closing)]
            ]))
    }

    func writeTrend(to writer: any ExportWriter) throws {
        try writer.begin(
            ExportSection(
                name: "The last 13 weeks",
                columns: [
                    ExportColumn("As of", .date), ExportColumn("Open", amount),
                    ExportColumn("Overdue", amount),
                ], isInCSV: false))
        for point in overview.trend {
            try writer.row([.date(point.day), .amount(point.total), .amount(point.overdue)])
        }
        try writer.end(ExportEnding())
    }

    func writeMovers(
        _ title: String, _ movers: [OverdueMover], to writer: any ExportWriter
    ) throws {
        try writer.begin(
            ExportSection(
                name: title,
                columns: [
                    ExportColumn("Customer", .text), ExportColumn("Change", amount),
                    ExportColumn("Overdue", amount),
                ], isInCSV: false, emptyNote: "Nobody since last week."))
        for mover in movers {
            try writer.row([.text(mover.name), .amount(mover.change), .amount(mover.overdue)])
        }
        try writer.end(ExportEnding())
    }
}
