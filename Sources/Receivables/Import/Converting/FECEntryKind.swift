/// What an entry of the French file of bookings does to the accounts of customers.
enum FECEntryKind {
    case opening, sale, cash, other

    /// - Parameters:
    ///   - code: the journal's, such as `VE` or `BQ`.
    ///   - label: the journal's name.
    ///   - contra: the first digits of the entry's other accounts. Where they tell nothing, or
    ///     both, the journal does; files sorted by account do not keep an entry together.
    init(code: String, label: String, contra: Set<Character>) {
        let code = code.uppercased()
        let label = label.lowercased()
        let isCash = contra.contains("5")
        let isSale = contra.contains("7")
        if ["AN", "RAN", "ANO", "ANOUV"].contains(code)
            || label.contains("nouveau") && label.hasPrefix("a")
            || label.contains("à nouveau")
        {
            self = .opening
        } else if isCash != isSale {
            self = isCash ? .cash : .sale
        } else if Self.cashCodes.contains(where: code.hasPrefix)
            || Self.cashWords.contains(where: label.contains)
        {
            self = .cash
        } else if Self.saleCodes.contains(where: code.hasPrefix)
            || Self.saleWords.contains(where: label.contains)
        {
            self = .sale
        } else {
            self = isCash && isSale ? .sale : .other
        }
    }

    /// The type of a document by the side that it is booked on.
    func type(isDebit: Bool) -> String {
        switch self {
        case .opening: DocumentTypeName.openingBalance
        case .sale: isDebit ? DocumentTypeName.invoice : DocumentTypeName.creditMemo
        case .cash: isDebit ? DocumentTypeName.refund : DocumentTypeName.payment
        case .other: DocumentTypeName.journalEntry
        }
    }

    private static let cashCodes = ["BQ", "BN", "BAN", "BK", "CA", "TR", "CCP"]
    private static let cashWords = [
        "banque", "caisse", "trésorerie", "tresorerie", "encaissement", "règlement", "reglement",
        "crédit agricole", "bank", "cash",
    ]
    private static let saleCodes = ["VE", "VT"]
    private static let saleWords = ["vente", "facturation", "sales"]
}
