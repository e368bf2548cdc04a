import Kernel
import Receivables
import Tenancy
import WebSupport

/// The report page's form with what was asked for, or what was typed where that was wrong.
struct ReportForm {
    let action: String
    let asOf: String
    let isAsOfWrong: Bool
    let compare: String
    let isCompareWrong: Bool
    let search: String
    let limits: String
    let isLimitsWrong: Bool
    let currency: String
    let isCurrencyWrong: Bool
    let currencies: [String]
    let basisOptions: [ReportOption]
    let rowsOptions: [ReportOption]
    let unappliedOptions: [ReportOption]
    /// How many of the options in the menu are not as usual; nil for none.
    let optionCount: String?
    /// Whether something in the menu is wrong, which is then open.
    let isMenuWrong: Bool
    /// What is wrong; nil when nothing is.
    let error: String?

    /// - Parameter refusal: why the question was refused.
    init(_ query: ReportQuery, tenant: Tenant, today: LocalDate, refusal: QueryError? = nil) {
        func value(_ name: String, or standard: String) -> String {
            query.value(name).isEmpty ? standard : query.value(name)
        }
        let wrong = refusal?.parameter
        action = ReportQuery.path
        // Browsers empty a date field that holds anything but a date.
        asOf = value("as_of", or: today.description)
        isAsOfWrong = wrong == "as_of"
        compare = query.value("compare")
        isCompareWrong = wrong == "compare"
        search = query.value("q")
        limits = value("buckets", or: tenant.agingLimits.map(String.init).joined(separator: ", "))
        isLimitsWrong = wrong == "buckets"
        currency = value("currency", or: "base")
        isCurrencyWrong = wrong == "currency"
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
        let count = query.count(of: ["basis", "buckets", "unapplied", "currency"])
        optionCount = count == 0 ? nil : String(count)
        isMenuWrong = isLimitsWrong || isCurrencyWrong
        error = refusal.map(Self.sentence)
    }

    /// An error in the words that stand on the form.
    private static func sentence(_ error: QueryError) -> String {
        guard case .invalid(let name, _, let reason) = error, let label = labels[name] else {
            return error.userMessage
        }
        return "\(label): \(reason)"
    }

    private static let labels = [
        "as_of": "As of", "buckets": "Limits in days", "currency": "Currency",
        "known_at": "As known at", "customer": "Customer",
        "compare": "Compare with", "sort": "Sorted by",
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
