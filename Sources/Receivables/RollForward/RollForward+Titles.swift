extension RollForward.Change {
    /// What people read on pages and in files.
    package var title: String {
        switch self {
        case .invoiced: "Invoiced"
        case .collected: "Collected"
        case .credited: "Credited"
        case .writtenOff: "Written off"
        case .exchange: "Exchange differences"
        case .refunded: "Refunded"
        case .takenOver: "Opening balances taken over"
        case .aged: "Aged from column to column"
        }
    }
}
