/// What systems call the types of documents, in whatever language, and what we call them.
enum DocumentTypeName {
    static let invoice = "Invoice"
    static let creditMemo = "Credit Memo"
    static let payment = "Payment"
    static let refund = "Refund"
    static let journalEntry = "Journal Entry"
    static let openingBalance = "Opening Balance"

    enum Meaning: Hashable, Sendable {
        /// One of ours.
        case type(String)
        /// A sale that was paid at once; nothing is open of it.
        case cashSale
        /// Nothing that is owed: an order, an estimate.
        case notPosted
        /// Of suppliers.
        case payable
    }

    /// - Returns: nil for a type that nobody has told us of.
    static func meaning(_ text: String) -> Meaning? {
        table[HeaderName.normalized(text)]
    }

    private static let table: [String: Meaning] = {
        var table: [String: Meaning] = [:]
        func add(_ meaning: Meaning, _ names: [String]) {
            for name in names { table[name] = meaning }
        }
        add(
            .type(invoice),
            [
                "invoice", "inv", "in", "custinvc", "salesinvoice", "sale", "sales", "charge",
                "statementcharge", "financecharge", "financecharges", "debit", "debitmemo",
                "debitnote", "taxinvoice", "accrec", "si", "rechnung", "ausgangsrechnung", "re",
                "facture", "factura", "fattura", "factuur", "sls", "invoices", "sinv",
                "financecharg",
                "service", "reminder", "financechargememo", "salesinvoices",
            ])
        add(
            .type(creditMemo),
            [
                "creditmemo", "creditnote", "credit", "cm", "custcred", "crn", "cn", "sc",
                "salescreditnote", "salescredit", "return", "accreccredit", "gutschrift",
                "rechnungskorrektur", "stornorechnung", "avoir", "notedecrédit", "abono",
                "notadecrédito", "notadicredito", "creditnota", "rtn", "crd", "writeoff",
                "discount", "creditadjustment", "salescreditmemo",
            ])
        add(
            .type(payment),
            [
                "payment", "pmt", "receipt", "custpymt", "customerpayment", "receivepayment",
                "cashreceipt", "deposit", "custdep", "customerdeposit", "prepayment",
                "overpayment", "unappliedpayment", "unappliedcashpayment", "accrecpayment",
                "aroverpayment", "arprepayment", "sr", "sa", "rcpt", "zahlung", "zahlungseingang",
                "paiement", "règlement", "pago", "pagamento", "betaling", "pr", "pa", "pp", "pi",
                "receivepayments", "cash", "ca", "salesoverpayment", "salesprepayment",
            ])
        add(
            .type(refund),
            [
                "refund", "custrfnd", "customerrefund", "creditrefund", "cashrefund", "check",
                "cheque", "expense", "erstattung", "rückzahlung", "remboursement", "reembolso",
                "bouncedpayment", "nsf",
            ])
        add(
            .type(journalEntry),
            [
                "journalentry", "journal", "generaljournal", "genjrnl", "je", "jrnl", "gj",
                "manualjournal", "adjustment", "generaljournalentry", "buchung", "exchange",
                "currencyrevaluation", "transfer",
            ])
        add(
            .type(openingBalance),
            [
                "openingbalance", "opening", "ob", "balanceforward", "broughtforward", "balancefwd",
                "saldovortrag", "eröffnungsbilanz", "anouveaux", "conversionbalance",
            ])
        add(.cashSale, ["salesreceipt", "cashsale", "cashsl", "barverkauf"])
        add(
            .notPosted,
            [
                "estimate", "quote", "quotation", "salesorder", "proforma", "proformainvoice",
                "timeactivity", "delayedcharge", "delayedcredit", "angebot", "auftrag", "devis",
                "purchaseorder", "billablecharge", "billableexpensecharge",
            ])
        add(
            .payable,
            [
                "bill", "billpayment", "vendorcredit", "accpay", "accpaycredit", "purchaseinvoice",
                "suppliercredit", "billpaymentcheck", "billpmtcheck", "vendorbill", "billcredit",
                "eingangsrechnung", "spend",
            ])
        return table
    }()
}
