import Formats
import Kernel

/// Columns that are called as in a list of receivables, but hold what a ledger has there: the
/// account of the booking instead of the customer, the balance after the row instead of what is
/// open of it. The first rows show it.
struct LedgerColumns {
    /// Columns that must not be taken for what their names say.
    private(set) var columns: Set<Int> = []
    private(set) var warnings: [String] = []
    /// The column that says whether an amount is debit or credit; -1 without one.
    private(set) var side = -1

    init(
        _ rows: some Sequence<TableRow>, map: ColumnMap, header: TableHeader, rule: FormRule
    ) {
        let rows = Array(rows)
        let account = map.index(.customer)
        if account >= 0, Self.accountNames.contains(header.names[account]),
            Self.holdsAccounts(account, rows, rule)
        {
            columns.insert(account)
        }
        if rule.isGeneral, rule.form.list == .invoices,
            let column = header.index(of: BookingSide.columnNames),
            Self.holdsSides(column, rows)
        {
            side = column
        }
        let open = map.index(.open)
        if open >= 0, header.names[open] == "open", Self.saysYesOrNo(open, rows) {
            columns.insert(open)
            return
        }
        let amount = map.index(.amount)
        if open >= 0, amount >= 0, map.buckets.isEmpty,
            Self.balanceNames.contains(header.names[open]), Self.runs(open, amount, rows)
        {
            columns.insert(open)
            let name = ImportText.shortened(header.texts[open], to: 40)
            warnings.append(
                "“\(name)” is the balance after each line, not what is open of it; it was not"
                    + " used.")
        }
    }

    // MARK: Accounts

    private static func holdsAccounts(_ column: Int, _ rows: [TableRow], _ rule: FormRule) -> Bool {
        var accounts: Set<String> = []
        var headings: Set<String> = []
        for row in rows {
            guard let first = row.firstFilled else { continue }
            let text = row.cells[first].shown
            if row.filled.count == 1 {
                let isName =
                    AgingBucket(label: text) == nil && TotalLabel(text) == nil
                    && Currency.find(text) == nil && !FooterText.matches(text)
                if isName { headings.insert(text) }
                continue
            }
            let account = row.cell(column).shown
            guard !account.isEmpty else { continue }
            if isOfLedger(account) { return true }
            accounts.insert(account)
        }
        return rule.sections == .headings && accounts.count <= headings.count
    }

    private static func isOfLedger(_ account: String) -> Bool {
        let name = HeaderName.normalized(account)
        return ledgerNames.contains(where: name.contains)
    }

    private static let accountNames: Set<String> = ["account", "accountname"]
    private static let ledgerNames = [
        "accountsreceivable", "accountreceivable", "tradereceivable", "tradedebtors",
        "debtorscontrol", "debtorsledger", "undepositedfunds", "forderungenaus",
    ]

    /// Whether the column says of which documents something is open, not how much.
    private static func saysYesOrNo(_ column: Int, _ rows: [TableRow]) -> Bool {
        let texts = rows.map { HeaderName.normalized($0.cell(column).shown) }.filter { !$0.isEmpty }
        return !texts.isEmpty
            && texts.allSatisfy(["yes", "no", "true", "false", "y", "n", "ja", "nein"].contains)
    }

    private static func holdsSides(_ column: Int, _ rows: [TableRow]) -> Bool {
        let texts = rows.map { $0.cell(column).shown }.filter { !$0.isEmpty }
        return !texts.isEmpty && texts.allSatisfy { BookingSide($0) != nil }
    }

    // MARK: Balances

    /// Whether each row's balance is the one before it and its amount, or begins anew, in
    /// whichever direction the rows run. What is open of a document is never more than its amount,
    /// so that a single such row tells.
    private static func runs(_ balance: Int, _ amount: Int, _ rows: [TableRow]) -> Bool {
        var pairs: [(balance: AmountPair, amount: AmountPair)] = []
        for row in rows {
            guard let first = row.firstFilled, TotalLabel(row.cells[first].shown) == nil,
                let left = AmountPair(row.cell(balance)), let right = AmountPair(row.cell(amount))
            else { continue }
            pairs.append((left, right))
        }
        return [DecimalStyle.point, .comma].contains { style in
            let numbers = pairs.compactMap { pair in
                pair.balance[style].flatMap { left in
                    pair.amount[style].map { (balance: left, amount: $0) }
                }
            }
            return numbers.count == pairs.count
                && (runs(numbers) || runs(numbers.reversed()))
        }
    }

    private static func runs(_ rows: [(balance: Int64, amount: Int64)]) -> Bool {
        var isCarried = false
        var last: Int64 = 0
        for row in rows {
            let (sum, overflow) = last.addingReportingOverflow(row.amount)
            let continues = !overflow && row.balance == sum
            if continues {
                let isOpposite = row.balance.signum() * row.amount.signum() < 0
                isCarried =
                    isCarried || isOpposite || row.balance.magnitude > row.amount.magnitude
            } else if row.balance != row.amount {
                return false
            }
            last = row.balance
        }
        return isCarried
    }

    private static let balanceNames: Set<String> = ["balance", "saldo", "solde"]
}
