/// Reports that are often exported beside those of receivables, and must not be taken for one.
package enum WrongReport: String, Hashable, Sendable, CaseIterable {
    case payables
    case trialBalance
    case profitAndLoss
    case balanceSheet
    case generalLedger
    case cashFlow
    case bankStatement
    case transactions
    case estimates

    /// How sentences name such a report.
    package var phrase: String {
        switch self {
        case .payables: "a report of payables"
        case .trialBalance: "a trial balance"
        case .profitAndLoss: "a profit and loss statement"
        case .balanceSheet: "a balance sheet"
        case .generalLedger: "a general ledger"
        case .cashFlow: "a statement of cash flows"
        case .bankStatement: "a bank statement"
        case .transactions: "a list of transactions of all accounts"
        case .estimates: "a list of estimates, of which nothing is owed"
        }
    }

    /// The kind of report that a title names; nil for any other text.
    init?(title: String) {
        let name = HeaderName.normalized(title)
        // Dynamics and others call an aging of receivables an aged trial balance.
        guard !name.contains("aged"), !name.contains("receivable") else {
            guard Self.payablesNames.contains(where: name.contains) else { return nil }
            self = .payables
            return
        }
        if let exact = Self.wholeNames[name] {
            self = exact
            return
        }
        guard let found = Self.names.first(where: { $0.1.contains(where: name.contains) }) else {
            return nil
        }
        self = found.0
    }

    /// The kind of report that only has such columns: of the other side of each booking, or of
    /// what became of an estimate.
    init?(header: TableHeader) {
        let has = { (names: [String]) in names.contains(where: header.nameSet.contains) }
        if has(["account"]), has(["split", "postingyn", "clr"]) {
            self = .transactions
        } else if has(["estimatestatus", "estimateno", "estimatenumber", "quotestatus"]) {
            guard !has(["invoiceno", "invoicenumber", "openbalance", "balancedue"]) else {
                return nil
            }
            self = .estimates
        } else {
            return nil
        }
    }

    /// Titles that are parts of other names, too.
    private static let wholeNames: [String: WrongReport] = [
        "journal": .generalLedger, "generaljournal": .generalLedger, "estimates": .estimates,
        "quotes": .estimates, "checkregister": .transactions,
    ]

    private static let payablesNames = [
        "accountspayable", "payables", "agedpayable", "apaging", "apageing", "vendoraging",
        "supplieraging", "agedcreditor", "creditorsaging", "creditorsageing", "billspayable",
    ]

    private static let names: [(WrongReport, [String])] = [
        (
            .payables,
            payablesNames + [
                "unpaidbills", "vendorbalance", "supplierbalance", "supplierstatement",
                "billpayment", "vendorcontactlist", "byvendor", "bysupplier", "purchasesby",
                "verbindlichkeiten", "kreditoren",
                "balanceagéefournisseurs", "fournisseurs", "dettesfournisseurs",
                "acreedores", "cuentasporpagar", "crediteuren",
            ]
        ),
        (
            .trialBalance,
            [
                "trialbalance", "summenundsaldenliste", "summensaldenliste", "saldenliste",
                "susaliste", "balancegénérale", "balancedescomptes", "balancedevérification",
            ]
        ),
        (
            .profitAndLoss,
            [
                "profitandloss", "profitloss", "incomestatement", "statementofincome",
                "gewinnundverlust", "erfolgsrechnung", "comptederésultat",
                "betriebswirtschaftlicheauswertung", "pérdidasyganancias",
            ]
        ),
        (
            .balanceSheet,
            [
                "balancesheet", "statementoffinancialposition", "bilanzzum", "schlussbilanz",
                "handelsbilanz", "bilancomptable", "bilanactif", "balancegeneral",
            ]
        ),
        (
            .generalLedger,
            [
                "generalledger", "hauptbuch", "kontenblatt", "sachkonten", "grandlivre",
                "libromayor", "chartofaccounts", "kontenplan", "plancomptable",
            ]
        ),
        (
            .cashFlow,
            [
                "statementofcashflows", "cashflowstatement", "kapitalflussrechnung",
                "tableaudesfluxdetrésorerie", "fluxdetrésorerie",
            ]
        ),
        (
            .transactions,
            [
                "transactionlistby", "transactionlistwith", "transactiondetailby",
                "customtransactiondetail", "transactionreport", "checkdetail", "depositdetail",
                "journalreport", "recenttransactions",
            ]
        ),
        (.estimates, ["estimatesby", "estimatesandprogress", "estimatelist", "quotesby"]),
        (.bankStatement, ["bankstatement", "kontoauszug", "relevédecompte"]),
    ]
}
