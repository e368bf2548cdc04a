extension RecognisedForms {
    /// Files of bookings, of which only those of debtors count.
    static let bookings: [FormRule] = [
        FormRule(
            form: RecognisedForm(
                id: "datev-postings", title: "DATEV booking batch", list: .invoices),
            requires: [
                "umsatzohnesollhabenkz", "sollhabenkennzeichen", "konto", "belegdatum",
                "belegfeld1",
            ],
            columns: [
                .amount: ["umsatzohnesollhabenkz"], .documentDate: ["belegdatum"],
                .number: ["belegfeld1"], .customer: ["konto"], .currency: ["wkzumsatz"],
                .reference: ["buchungstext"], .dueDate: ["fälligkeit"],
            ], items: .summed, reader: .datev, style: .comma),
        FormRule(
            form: RecognisedForm(
                id: "fec", title: "Fichier des écritures comptables", list: .invoices),
            requires: [
                "journalcode", "ecriturenum", "ecrituredate", "comptenum", "pieceref",
            ],
            columns: [
                .customer: ["compauxnum"], .customerName: ["compauxlib"], .number: ["pieceref"],
                .documentDate: ["piecedate"], .reference: ["ecriturelib"],
                .amount: ["debit", "montant"], .open: [], .paid: [],
            ], reader: .fec, style: .comma),
    ]
}
