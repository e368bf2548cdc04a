/// On which side an amount is booked, where a column beside it says so.
enum BookingSide: Hashable, Sendable {
    case debit, credit

    /// Nil for any other text.
    init?(_ text: String) {
        let name = HeaderName.normalized(text)
        if Self.credits.contains(name) {
            self = .credit
        } else if Self.debits.contains(name) {
            self = .debit
        } else {
            return nil
        }
    }

    /// As `HeaderName` writes them.
    static let columnNames = [
        "sh", "hs", "sollhaben", "shkz", "shkennzeichen", "sollhabenkennzeichen", "sollhabenkz",
        "dc", "drcr", "crdr", "dbcr", "debitcredit", "creditdebit", "debitorcredit", "dcindicator",
        "debitcreditindicator",
    ]

    private static let credits: Set<String> = ["c", "cr", "credit", "h", "haben", "crédit"]
    private static let debits: Set<String> = ["d", "dr", "db", "debit", "s", "soll", "débit"]
}
