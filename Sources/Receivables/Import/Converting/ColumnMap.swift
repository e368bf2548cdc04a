import Kernel

/// Which column of a table is what, for one form.
struct ColumnMap: Sendable {
    let fields: [ImportField: Int]
    /// The columns that are buckets of an aging, and which.
    let buckets: [(column: Int, bucket: AgingBucket)]
    /// The columns beside the buckets that hold what customers have to their credit.
    let credits: [Int]
    /// The total over the buckets of a row; -1 without one.
    let total: Int
    /// Where a list has the amounts in the document's currency and in the tenant's own, the
    /// latter.
    let home: [ImportField: Int]
    /// The columns whose amounts are summed up and compared with printed totals.
    let tracked: [Int]

    /// - Parameters:
    ///   - header: the file's.
    ///   - rule: the form's.
    ///   - map: our column names by the file's, said by a person.
    ///   - misleading: columns that are not what their names say.
    ///   - currency: the tenant's own, as in `Amount (USD)`.
    /// - Throws: `unknownHeader`, `unknownField`, `missingColumn`.
    init(
        _ header: TableHeader, rule: FormRule, map: [String: String],
        except misleading: Set<Int> = [], currency: Currency? = nil
    ) throws(ConversionError) {
        let list = rule.form.list
        var fields = try Self.mapped(
            header, map.filter { !ImportColumnMap.isIgnored($0.value) }, list)
        let ignored = ImportColumnMap.ignored(header, map).union(misleading)
        // The sections of a report name the customers, unless a column does.
        for field in Self.order(of: list) where fields[field] == nil {
            let own = rule.columns[field]
            if let own, own.isEmpty { continue }
            let names = (own ?? []) + Self.usual(field, list, currency)
            let used = ignored.union(fields.values).union(Self.bucketColumns(header))
            if let index = header.index(of: names, except: used) { fields[field] = index }
        }
        // What is in the tenant's currency is an amount like any other, unless the line has another.
        if fields[.currency] == nil { fields[.baseAmount] = nil }
        if list == .aging || rule.isShort, fields[.customer] == nil {
            fields[.customer] = header.names.indices.first { index in
                header.buckets[index] == nil && !fields.values.contains(index)
                    && !ignored.contains(index)
                    && !Self.totalNames.contains(header.names[index])
            }
        }
        let hasBuckets = header.hasBuckets && list != .customers && list != .receipts
        var total = -1
        if hasBuckets {
            let used = Set(fields.values)
            total = header.index(of: Self.totalNames, except: list == .aging ? [] : used) ?? -1
            // What a detailed aging calls its amount is the open one, unless it says otherwise.
            if list != .aging, fields[.open] == nil, let amount = fields[.amount],
                Self.totalNames.contains(header.names[amount])
            {
                fields[.open] = amount
                fields[.amount] = nil
            }
        }
        buckets =
            hasBuckets
            ? header.buckets.enumerated().compactMap { index, bucket in
                bucket.map { (index, $0) }
            } : []
        let named = Set(fields.values)
        credits =
            hasBuckets
            ? header.names.indices.filter {
                Self.creditNames.contains(header.names[$0]) && header.buckets[$0] == nil
                    && !named.contains($0) && !ignored.contains($0)
            } : []
        self.total = total
        home = Self.home(header, list, &fields)
        self.fields = fields
        tracked = Self.tracked(
            fields.merging(home) { $1 }, buckets.map(\.column) + credits, total)
    }

    /// The column's place; -1 without one.
    func index(_ field: ImportField) -> Int { fields[field] ?? -1 }

    private static func tracked(
        _ fields: [ImportField: Int], _ buckets: [Int], _ total: Int
    ) -> [Int] {
        let amounts: [ImportField] = [.amount, .open, .paid, .receiptAmount]
        let columns = amounts.compactMap { fields[$0] } + buckets + (total >= 0 ? [total] : [])
        return Set(columns).sorted()
    }

    /// Beside a column of currencies, the foreign amounts are the document's own.
    private static func home(
        _ header: TableHeader, _ list: ImportForm, _ fields: inout [ImportField: Int]
    ) -> [ImportField: Int] {
        guard list == .invoices, fields[.currency] != nil,
            let foreign = header.index(of: ["foreignopenbalance", "foreignbalance"])
        else { return [:] }
        var home: [ImportField: Int] = [:]
        if let open = fields[.open], open != foreign { home[.open] = open }
        fields[.open] = foreign
        home[.amount] = fields[.amount]
        fields[.amount] = header.index(of: ["foreignamount"])
        if home[.amount] == fields[.amount] { home[.amount] = nil }
        return home
    }

    private static func mapped(
        _ header: TableHeader, _ map: [String: String], _ list: ImportForm
    ) throws(ConversionError) -> [ImportField: Int] {
        var fields: [ImportField: Int] = [:]
        for (theirs, ours) in map.sorted(by: { $0.key < $1.key }) {
            guard let field = field(named: ours, in: list) else { throw .unknownField(ours) }
            let place =
                header.texts.firstIndex(of: theirs.trimmedOfBlanks)
                ?? header.names.firstIndex(of: HeaderName.normalized(theirs))
            guard let place else { throw .unknownHeader(theirs) }
            fields[field] = place
        }
        return fields
    }

    /// The field that a person means: first one that such a list has, for its `date` is that of
    /// an invoice or of a receipt.
    private static func field(named name: String, in list: ImportForm) -> ImportField? {
        let wanted = HeaderName.normalized(name)
        for fields in [order(of: list), ImportField.allCases] {
            let found =
                fields.first { HeaderName.normalized($0.rawValue) == wanted }
                ?? fields.first { ColumnNames.names($0).contains(wanted) }
            if let found { return found }
        }
        return nil
    }

    /// Which fields are looked for, those first that must not lose their column to another.
    private static func order(of list: ImportForm) -> [ImportField] {
        switch list {
        case .aging: [.customer, .customerName, .currency, .reference]
        case .customers:
            [
                .customer, .customerName, .email, .phone, .contact, .terms, .currency, .group,
                .reference,
            ]
        case .receipts:
            [
                .receiptNumber, .appliedTo, .receiptDate, .customer, .appliedAmount, .appliedDate,
                .receiptAmount, .currency, .type, .status, .reference, .customerName, .rate,
                .baseAmount,
            ]
        default:
            [
                .dueDate, .documentDate, .number, .customer, .open, .amount, .paid, .currency,
                .settledDate, .isDisputed, .type, .status, .reference, .terms, .customerName,
                .rate, .baseAmount,
            ]
        }
    }

    /// The usual names; those fields that only some forms have are taken only where these say so.
    private static func usual(
        _ field: ImportField, _ list: ImportForm, _ currency: Currency?
    ) -> [String] {
        switch (field, list) {
        case (.customerName, .invoices), (.customerName, .history), (.customerName, .receipts),
            (.customerName, .aging), (.type, .receipts):
            []
        case (.reference, .aging):
            ["accountno", "accountnumber", "customerno", "customernumber", "konto", "kontonr"]
        case (.baseAmount, _):
            ColumnNames.names(field) + ownAmounts(currency)
        default: ColumnNames.names(field)
        }
    }

    /// `Amount (USD)`, as names are written.
    static func ownAmounts(_ currency: Currency?) -> [String] {
        guard let code = currency?.code.lowercased() else { return [] }
        return ["amount", "total", "invoiceamount", "invoicetotal", "totalamount"].map { $0 + code }
    }

    private static func bucketColumns(_ header: TableHeader) -> [Int] {
        header.hasBuckets ? header.buckets.indices.filter { header.buckets[$0] != nil } : []
    }

    static let totalNames = [
        "total", "totals", "totaldue", "totalbalance", "balance", "balancedue", "amountdue",
        "totalamount", "totaloutstanding", "totalunpaid", "totalar", "totalreceivable",
        "outstanding", "amount", "gesamt", "summe", "saldo", "betrag", "solde", "montant",
        "totale", "totaal", "totalamountdue", "totalopenbalance", "openbalance", "openamount",
        "pendingamount",
        "pendingbills",
    ]

    /// Credits that no bucket of an aging counts. A column called “Credit” alone is often a limit.
    private static let creditNames: Set<String> = [
        "unapplied", "unappliedamount", "unappliedbalance", "unappliedcash", "unappliedcredit",
        "unappliedcredits", "unappliedpayment", "unappliedpayments", "unappliedreceipts",
        "unusedcredit", "unusedcredits", "unusedcreditamount", "onaccount", "onaccountamount",
        "creditonaccount", "creditsonaccount", "paymentonaccount", "paymentsonaccount",
        "unallocated", "unallocatedamount", "unallocatedcash", "unallocatedcredit",
        "unallocatedcredits", "unallocatedpayments", "unallocatedreceipts", "credits",
        "opencredits", "prepayment", "prepayments", "advances", "advancepayments",
        "overpayment", "overpayments", "unmatchedpayments", "guthaben", "anzahlungen", "acomptes",
        "avoirs", "anticipos", "abonos",
    ]
}
