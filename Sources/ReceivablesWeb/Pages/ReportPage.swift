import Kernel
import Receivables
import Tenancy
import WebSupport

/// The aging report as a page: what the template shows, formatted.
struct ReportPage {
    let layout: PageLayout
    let form: ReportForm
    let subtitle: String
    /// What is wrong with the form; nil when nothing is.
    let error: String?
    let hasReport: Bool
    let sections: [ReportSection]
    let isOneOfSeveral: Bool
    let empty: ReportEmptyState?
    /// Set when only one customer's items are shown.
    let allCustomers: String?
    /// That customer's name.
    let customer: String?
    let csv: String
    /// nil when only one customer's items are shown, which the API does not offer.
    let json: String?

    /// A page with the answer.
    ///
    /// - Throws: `AgingError.pastTheEnd`.
    init(
        _ reports: [AgingReport], of request: AgingRequest, page: Int, query: ReportQuery,
        form: ReportForm, tenant: Tenant, layout: PageLayout
    ) throws(AgingError) {
        let format = LocaleFormat(tenant.locale)
        self.layout = layout
        self.form = form
        subtitle = Self.subtitle(request, tenant: tenant, format)
        error = nil
        hasReport = true
        sections = try reports.map { report throws(AgingError) in
            try ReportSection(report, page: page, query: query, format: format)
        }
        isOneOfSeveral = reports.count > 1
        empty =
            reports.allSatisfy { $0.rowCount == 0 }
            ? ReportEmptyState(request, query: query, tenant: tenant, format: format) : nil
        allCustomers =
            request.customer == nil
            ? nil : query.address([("customer", nil), ("by", nil)])
        customer = request.customer == nil ? nil : reports.first?.rows.first?.customer
        csv = query.address(path: AgingDownload.path)
        json = request.customer == nil ? query.address(path: AgingEndpoint.path) : nil
    }

    /// A page that says what is wrong with the question and lets it be mended.
    init(error: String, form: ReportForm, layout: PageLayout) {
        self.layout = layout
        self.form = form
        subtitle = ""
        self.error = error
        hasReport = false
        sections = []
        isOneOfSeveral = false
        empty = nil
        allCustomers = nil
        customer = nil
        csv = ""
        json = nil
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
