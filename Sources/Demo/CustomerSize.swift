/// How much a customer buys: few large accounts make most of the sales.
package enum CustomerSize: Sendable, CaseIterable {
    case small, medium, large, key
    /// Few, large orders that are paid in instalments.
    case project

    /// Invoices in a thousand average months.
    var invoicesPerThousandMonths: Int {
        switch self {
        case .small: 620
        case .medium: 1_450
        case .large: 3_100
        case .key: 6_200
        case .project: 340
        }
    }

    /// A usual invoice in minor units of the base currency.
    var usualAmount: Int {
        switch self {
        case .small: 78_000
        case .medium: 290_000
        case .large: 860_000
        case .key: 2_350_000
        case .project: 4_600_000
        }
    }

    /// Whether it pays once a week, all that is due, rather than on any business day.
    var paysWeekly: Bool { self == .large || self == .key }
}
