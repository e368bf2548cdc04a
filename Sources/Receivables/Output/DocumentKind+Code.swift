extension DocumentKind {
    /// What programs call it, in JSON.
    package var code: StaticString {
        switch self {
        case .invoice: "invoice"
        case .creditNote: "credit_note"
        case .receipt: "receipt"
        case .refund: "refund"
        case .openingBalance: "opening_balance"
        }
    }
}
