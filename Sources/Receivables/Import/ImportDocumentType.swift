import Kernel

/// What kind of document a line is, in the words that accounting programs use.
enum ImportDocumentType: Hashable, Sendable {
    case invoice, credit, payment, refund
    /// A journal entry or an opening balance: owed or owing, as its sign says.
    case opening

    /// Nil for words that are not known.
    init?(_ text: String) {
        let name = HeaderName.normalized(text)
        guard let found = Self.names.first(where: { $0.value.contains(name) }) else {
            return nil
        }
        self = found.key
    }

    /// - Parameter amount: signed; decides for words that mean either side.
    static func kind(_ type: ImportDocumentType?, amount: Int64) -> DocumentKind {
        switch type {
        case .credit: .creditNote
        case .payment: .receipt
        case .refund: .refund
        case .opening: .openingBalance
        case .invoice, nil: amount < 0 ? .creditNote : .invoice
        }
    }

    private static let names: [ImportDocumentType: Set<String>] = [
        .invoice: [
            "invoice", "inv", "in", "salesinvoice", "taxinvoice", "bill", "sale", "sales",
            "debitnote", "debitmemo", "dm", "financecharge", "fincharge", "latefee", "interest",
            "statementcharge", "charge", "statementcharges", "rechnung", "facture", "factura",
            "fattura", "factuur", "accrec", "receivableinvoice", "receivable", "debit",
        ],
        .credit: [
            "creditmemo", "creditnote", "credit", "cm", "cn", "cr", "salescredit",
            "salescreditnote", "receivablecreditnote", "accreccredit", "gutschrift", "avoir",
            "notadecredito", "notadicredito", "creditnota", "returns", "salesreturn", "discount",
        ],
        .payment: [
            "payment", "pmt", "receipt", "deposit", "prepayment", "receivableprepayment",
            "overpayment", "receivableoverpayment", "unappliedpayment", "unappliedcash",
            "cashreceipt", "customerpayment", "zahlung", "zahlungseingang", "paiement", "pago",
            "receivepayment", "arprepayment", "aroverpayment", "unappliedcashpayment",
        ],
        .refund: [
            "refund", "customerrefund", "cashrefund", "check", "cheque", "expense",
            "erstattung", "remboursement", "reembolso",
        ],
        .opening: [
            "journalentry", "generaljournal", "journal", "je", "openingbalance", "opening",
            "openbalance", "conversionbalance", "manualjournal", "genjournal",
        ],
    ]
}
