/// The chapters of the API's description.
package enum APITag: String, Sendable, CaseIterable {
    case customers = "Customers"
    case invoices = "Invoices"
    case creditNotes = "Credit notes"
    case receipts = "Receipts"
    case refunds = "Refunds"
    case openingBalances = "Opening balances"
    case settling = "Settling"
    case files = "Imports and exports"
    case reports = "Reports"
    case dashboard = "Dashboard figures"
    case access = "Login"
    case administration = "Administration"
    case automation = "Webhooks and jobs"
}
