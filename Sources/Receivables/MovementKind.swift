/// What moved an item; the raw values are those of `ar_entry.kind`.
package enum MovementKind: Int16, Sendable, CaseIterable {
    case invoice = 1
    case creditNote = 2
    case receipt = 3
    case refund = 4
    case openingBalance = 5
    case allocation = 10
    case writeOff = 12
    case revaluation = 15

    /// What people call it.
    package var name: String {
        switch self {
        case .invoice: "Invoice"
        case .creditNote: "Credit note"
        case .receipt: "Receipt"
        case .refund: "Refund"
        case .openingBalance: "Opening balance"
        case .allocation: "Allocation"
        case .writeOff: "Write-off"
        case .revaluation: "Revaluation"
        }
    }
}
