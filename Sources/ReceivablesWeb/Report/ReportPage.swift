import Kernel
import Receivables
import Tenancy
import WebSupport

/// The aging report as a page: what the template shows, formatted.
struct ReportPage {
    let layout: PageLayout
    let form: ReportForm
    let subtitle: String
    /// What screen readers hear when the report has changed.
    let status: String
    let hasReport: Bool
    let sections: [ReportSection]
    let isOneOfSeveral: Bool
    let empty: ReportEmptyState?
    /// Set when only one customer's items are shown.
    let allCustomers: String?
    /// That customer's name.
    let customer: String?
    let quickDates: [ReportQuickDate]
    let quickComparisons: [ReportQuickDate]
    /// Parameters without a field of their own, kept while the others change.
    let hidden: [ReportOption]
    let exports: [ReportOption]

    /// A page with the answer.
    ///
    /// - Throws: `AgingError.pastTheEnd`.
    init(
        _ reports: [AgingReport], of request: AgingRequest, page: Int, query: ReportQuery,
        form: ReportForm, tenant: Tenant, today: LocalDate, layout: PageLayout
    ) throws(AgingError) {
        let format = LocaleFormat(tenant.locale)
        self.layout = layout
        self.form = form
        subtitle = Self.subtitle(request, tenant: tenant, format)
        hasReport = true
        sections = try reports.map { report throws(AgingError) in
            try ReportSection(report, page: page, query: query, format: format)
        }
        status = sections.map { "\($0.caption): \($0.paging.text)" }.joined(separator: ". ")
        isOneOfSeveral = reports.count > 1
        let isEmpty = reports.allSatisfy { $0.rowCount == 0 && $0.found == nil }
        empty =
            isEmpty
            ? ReportEmptyState(request, query: query, tenant: tenant, format: format) : nil
        allCustomers =
            request.customer == nil
            ? nil : query.address([("customer", nil), ("by", nil), ("sort", nil)])
        customer = request.customer == nil ? nil : reports.first?.rows.first?.customer
        quickDates = ReportQuickDate.asOf(
            query, asOf: request.asOf, today: today, year: tenant.fiscalYear)
        quickComparisons = ReportQuickDate.comparison(
            query, asOf: request.asOf, comparedTo: request.comparedTo, year: tenant.fiscalYear)
        hidden = Self.hidden(query)
        exports = isEmpty ? [] : Self.exports(request, query)
    }

    /// A page that says what is wrong with the question and lets it be mended.
    init(query: ReportQuery, form: ReportForm, layout: PageLayout) {
        self.layout = layout
        self.form = form
        subtitle = ""
        status = ""
        hasReport = false
        sections = []
        isOneOfSeveral = false
        empty = nil
        allCustomers = nil
        customer = nil
        quickDates = []
        quickComparisons = []
        hidden = Self.hidden(query)
        exports = []
    }

    private static func hidden(_ query: ReportQuery) -> [ReportOption] {
        ["known_at", "customer", "sort"].compactMap { name in
            let value = query.value(name)
            return value.isEmpty
                ? nil : ReportOption(value: value, label: name, isChosen: false)
        }
    }

    /// The same report as files, and for programs where they can ask for it.
    private static func exports(_ request: AgingRequest, _ query: ReportQuery) -> [ReportOption] {
        var all = [("Excel", "xlsx"), ("PDF", "pdf"), ("CSV", "csv")].map { label, kind in
            ReportOption(
                value: query.address(path: "/ar/report/export.\(kind)"), label: label,
                isChosen: true)
        }
        if request.customer == nil {
            let address = query.address(
                path: AgingEndpoint.path,
                [
                    ("sort", nil), ("q", nil), ("compare", nil), ("page", nil),
                    ("limit", "\(AgingEndpoint.limitMax)"),
                ])
            all.append(ReportOption(value: address, label: "JSON", isChosen: false))
        }
        return all
    }

    private static func subtitle(
        _ request: AgingRequest, tenant: Tenant, _ format: LocaleFormat
    ) -> String {
        var parts = ["As of \(format.format(request.asOf))"]
        parts.append(request.basis == .due ? "by due date" : "by document date")
        switch request.currency {
        case .base: parts.append("everything in \(tenant.currency.code)")
        case .only(let currency): parts.append("\(currency.code) documents only")
        case .all: parts.append("each currency on its own")
        }
        if let knownAt = request.knownAt { parts.append("as known at \(knownAt)") }
        return parts.joined(separator: " · ")
    }
}
