/// What the accounts of the German standard charts mean beside a debtor's account.
struct DATEVAccounts: Sendable {
    enum Kind: Hashable { case debtor, creditor, revenue, cash, carriedForward, other }

    private let digits: Int
    private let isSKR04: Bool?

    /// - Parameters:
    ///   - digits: of general-ledger accounts.
    ///   - chart: `03` or `04`; else it is told by the account itself.
    init(digits: Int, chart: String) {
        self.digits = digits
        isSKR04 = chart.hasSuffix("04") ? true : chart.hasSuffix("03") ? false : nil
    }

    func kind(_ account: String) -> Kind {
        guard account.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let first = account.first
        else { return .other }
        if account.utf8.count > digits {
            // 10000…69999 are debtors, 70000…99999 creditors.
            return first >= "1" && first <= "6" ? .debtor : .creditor
        }
        let padded = String(repeating: "0", count: digits - account.utf8.count) + account
        guard let number = Int(padded.prefix(4)) else { return .other }
        switch number {
        case 9000...9999: return .carriedForward
        case 8000...8999: return isSKR04 == true ? .other : .revenue
        case 4000...4999: return isSKR04 == false ? .other : .revenue
        case 1000...1399: return isSKR04 == true ? .other : .cash
        case 1400...1499: return number == 1460 && isSKR04 != false ? .cash : .other
        case 1600...1899: return isSKR04 == false ? .other : .cash
        default: return .other
        }
    }

    /// The type of a document that moves a debtor's account by an amount of this sign.
    func type(against account: String, isDebit: Bool) -> String {
        switch kind(account) {
        case .revenue: isDebit ? DocumentTypeName.invoice : DocumentTypeName.creditMemo
        case .cash: isDebit ? DocumentTypeName.refund : DocumentTypeName.payment
        case .carriedForward: DocumentTypeName.openingBalance
        default: DocumentTypeName.journalEntry
        }
    }
}
