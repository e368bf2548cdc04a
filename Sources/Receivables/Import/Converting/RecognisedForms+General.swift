extension RecognisedForms {
    /// Lists and reports of no system in particular.
    static let general: [FormRule] = lists.map { list in
        var rule = list
        rule.isGeneral = true
        return rule
    }

    private static let lists: [FormRule] = [
        FormRule(
            form: RecognisedForm(
                id: "aging-detail", title: "Aging of receivables by document", list: .invoices,
                isAging: true),
            buckets: true, sections: .headings, fillsCustomerDown: true),
        FormRule(
            form: RecognisedForm(
                id: "aging-summary", title: "Aging of receivables by customer", list: .aging,
                isAging: true),
            buckets: true, sections: .headings),
        FormRule(
            form: RecognisedForm(
                id: "open-invoices", title: "List of open invoices", list: .invoices,
                isAging: true),
            buckets: false, sections: .headings),
        FormRule(
            form: RecognisedForm(
                id: "plain-receipts", title: "List of receipts", list: .receipts)),
        FormRule(
            form: RecognisedForm(
                id: "plain-history", title: "Payment history", list: .history)),
        FormRule(
            form: RecognisedForm(
                id: "plain-invoices", title: "List of invoices", list: .invoices),
            sections: .headings),
        FormRule(
            form: RecognisedForm(
                id: "plain-customers", title: "List of customers", list: .customers)),
    ]

    /// Whether a list of no system in particular is what a header names.
    enum General {
        static func fits(_ rule: FormRule, _ header: TableHeader) -> Bool {
            let has = { (field: ImportField) in
                ColumnNames.names(field).contains(where: header.nameSet.contains)
            }
            let hasDocument = hasNumber(header) || has(.documentDate) && has(.dueDate)
            let hasAmount = has(.amount) || has(.open)
            switch rule.form.id {
            case "aging-detail": return header.hasBuckets && hasDocument
            case "aging-summary": return header.hasBuckets && !hasDocument
            case "open-invoices":
                return hasDocument && isOpen(header) && !has(.settledDate) && !has(.paid)
                    && !isReceipts(header)
            case "plain-receipts": return isReceipts(header) && (hasAmount || has(.receiptAmount))
            case "plain-history":
                return hasNumber(header) && hasAmount && has(.settledDate) && !isReceipts(header)
            case "plain-invoices": return hasDocument && hasAmount && !isReceipts(header)
            case "plain-customers":
                return has(.customer) && !hasAmountOfDocument(header)
                    && (has(.email) || has(.phone) || has(.terms))
            default: return true
            }
        }

        /// Whether a header has the dates or the numbers of documents, which a list of customers
        /// and their buckets cannot have, whatever its title says.
        static func listsDocuments(_ header: TableHeader, _ rule: FormRule) -> Bool {
            let dates = ["date", "duedate", "invoicedate", "documentdate", "fälligkeitsdatum"]
            let numbers = ColumnNames.names(.number).prefix { $0 != "transactionnumber" }
            let names = dates + numbers + ["transactiontype", "invoice", "num"]
            let taken = Set(rule.requires + rule.requiresOne).union(rule.columns.values.joined())
            return names.contains { header.nameSet.contains($0) && !taken.contains($0) }
        }

        private static func hasNumber(_ header: TableHeader) -> Bool {
            ColumnNames.names(.number).contains(where: header.nameSet.contains)
        }

        private static func hasAmountOfDocument(_ header: TableHeader) -> Bool {
            header.nameSet.contains { ["invoiceno", "invoicenumber", "duedate"].contains($0) }
        }

        private static func isReceipts(_ header: TableHeader) -> Bool {
            let surest = ColumnNames.names(.receiptNumber).prefix(10)
            return surest.contains(where: header.nameSet.contains)
                && !header.nameSet.contains("duedate") && !header.nameSet.contains("invoicedate")
        }

        /// Names of columns that only a list of open documents has; `balance` alone may be one
        /// of an account.
        private static func isOpen(_ header: TableHeader) -> Bool {
            [
                "openbalance", "openamount", "balancedue", "amountdue", "outstanding",
                "outstandingamount", "remainingamount", "pendingamount", "offen",
                "offenerbetrag", "restantdû", "resteàpayer", "saldopendiente", "amountoutstanding",
            ].contains(where: header.nameSet.contains)
        }
    }
}
