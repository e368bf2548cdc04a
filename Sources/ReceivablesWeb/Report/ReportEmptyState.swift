import Kernel
import Receivables
import Tenancy

/// What to say, and what to do, when nothing is open.
struct ReportEmptyState {
    let text: String
    let command: String
    /// The same report of today; nil when it is that already.
    let today: String?

    init(_ request: AgingRequest, query: ReportQuery, tenant: Tenant, format: LocaleFormat) {
        text = "Nothing is open on \(format.format(request.asOf))."
        command = "countinghouse import invoices.csv --tenant \(tenant.name)"
        today = query.value("as_of").isEmpty ? nil : query.address([("as_of", nil)])
    }
}
