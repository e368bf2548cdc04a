import Kernel
import Receivables
import Tenancy
import WebSupport

/// The report page's form with what was asked for, or what was typed where that was wrong.
struct ReportForm {
    let action: String
    let asOf: String
    let isAsOfWrong: Bool
    let limits: String
    let isLimitsWrong: Bool
    let currency: String
    let isCurrencyWrong: Bool
    let currencies: [String]
    let basisOptions: [ReportOption]
    let rowsOptions: [ReportOption]
    let unappliedOptions: [ReportOption]
    /// Parameters without a field of their own, kept while the others change.
    let knownAt: String?
    let customer: String?

    /// - Parameter wrongParameter: the parameter whose value was refused.
    init(
        _ query: ReportQuery, tenant: Tenant, today: LocalDate, wrongParameter: String? = nil
    ) {
        func value(_ name: String, or standard: String) -> String {
            query.value(name).isEmpty ? standard : query.value(name)
        }
        action = ReportQuery.path
        // Browsers empty a date field that holds anything but a date.
        asOf = value("as_of", or: today.description)
        isAsOfWrong = wrongParameter == "as_of"
        limits = value("buckets", or: tenant.agingLimits.map(String.init).joined(separator: ", "))
        isLimitsWrong = wrongParameter == "buckets"
        currency = value("currency", or: "base")
        isCurrencyWrong = wrongParameter == "currency"
        currencies = ["base", "all"] + Self.common(and: tenant.currency)
        basisOptions = Self.options(
            [("due", "Due date"), ("invoice", "Document date")],
            chosen: value("basis", or: AgingBasis.due.rawValue))
        rowsOptions = Self.options(
            [("customer", "Customer"), ("invoice", "Document")],
            chosen: value("by", or: AgingRequest.Rows.customer.rawValue))
        unappliedOptions = Self.options(
            [("netted", "In its bucket"), ("separate", "Its own column")],
            chosen: value("unapplied", or: AgingRequest.Unapplied.netted.rawValue))
        knownAt = query.value("known_at").isEmpty ? nil : query.value("known_at")
        customer = query.value("customer").isEmpty ? nil : query.value("customer")
    }

    /// An error in the words that stand on the form.
    static func sentence(_ error: QueryError) -> String {
        guard case .invalid(let name, _, let reason) = error, let label = labels[name] else {
            return error.userMessage
        }
        return "\(label): \(reason)"
    }

    private static let labels = [
        "as_of": "As of", "buckets": "Limits in days", "currency": "Currency",
        "known_at": "As known at", "customer": "Customer",
    ]

    private static func options(
        _ pairs: [(value: String, label: String)], chosen: String
    ) -> [ReportOption] {
        pairs.map { ReportOption(value: $0.value, label: $0.label, isChosen: $0.value == chosen) }
    }

    /// Suggestions only: any currency can be typed.
    private static func common(and own: Currency) -> [String] {
        Set(["EUR", "USD", "GBP", "CHF", "JPY", own.code]).sorted()
    }
}
