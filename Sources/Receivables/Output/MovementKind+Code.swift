extension MovementKind {
    /// What programs call it, in JSON and CSV.
    package var code: StaticString {
        switch self {
        case .invoice: "invoice"
        case .creditNote: "credit_note"
        case .receipt: "receipt"
        case .refund: "refund"
        case .openingBalance: "opening_balance"
        case .allocation: "allocation"
        case .writeOff: "write_off"
        case .revaluation: "revaluation"
        }
    }
}
