extension RecognisedForms {
    /// QuickBooks Online and Desktop.
    static let quickBooks: [FormRule] = quickBooksOnline + quickBooksDesktop + quickBooksLists

    private static let onlineType = ["transactiontype"]
    /// The column of customers has no name in QuickBooks' summaries.
    private static let namedCustomer = [
        "customer", "customername", "customerproject", "contact", "name", "client", "particulars",
        "customerno", "customerid", "kunde", "company",
    ]

    private static let quickBooksOnline: [FormRule] = [
        FormRule(
            form: RecognisedForm(
                id: "quickbooks-online-aging-detail", title: "QuickBooks Online A/R aging detail",
                list: .invoices, isAging: true),
            titles: ["aragingdetail", "arageingdetail", "agedreceivabledetail"],
            requires: ["date", "openbalance"],
            requiresOne: ["num", "no", "transactiontype"], forbids: ["aging", "name"],
            buckets: false,
            columns: [.customer: ["customerfullname", "customer"]], sections: .headings),
        FormRule(
            form: RecognisedForm(
                id: "quickbooks-online-aging-summary", title: "QuickBooks Online A/R aging summary",
                list: .aging, isAging: true),
            titles: ["aragingsummary", "arageingsummary", "agedreceivables"],
            forbids: namedCustomer, buckets: true, sections: .headings),
        FormRule(
            form: RecognisedForm(
                id: "quickbooks-open-invoices", title: "QuickBooks Online open invoices",
                list: .invoices, isAging: true),
            requires: ["date", "transactiontype", "openbalance"], forbids: ["aging", "amount"],
            buckets: false, columns: [.customer: ["customerfullname", "customer"]],
            sections: .headings),
        FormRule(
            form: RecognisedForm(
                id: "quickbooks-received-payments", title: "QuickBooks received payments",
                list: .receipts),
            titles: ["invoicesandreceivedpayments", "receivedpayments"],
            requires: ["date", "transactiontype", "amount"],
            columns: [.receiptNumber: ["num", "no"], .type: onlineType, .appliedTo: []],
            sections: .headings, reader: .payments),
        FormRule(
            form: RecognisedForm(
                id: "quickbooks-sales-by-customer-detail",
                title: "QuickBooks sales by customer, detail", list: .invoices),
            titles: ["salesbycustomerdetail"], requires: ["date", "amount"],
            columns: [
                .open: [], .customer: ["customerfullname", "customer"], .dueDate: ["duedate"],
                .type: ["transactiontype", "type"], .number: ["num", "no"],
            ], sections: .headings, items: .summed),
        FormRule(
            form: RecognisedForm(
                id: "quickbooks-sales-by-customer-summary",
                title: "QuickBooks sales by customer, summary", list: .customers),
            titles: ["salesbycustomersummary"], isShort: true,
            columns: [
                .terms: [], .email: [], .phone: [], .contact: [], .group: [], .reference: [],
            ], sections: .headings),
    ]

    private static let quickBooksDesktop: [FormRule] = [
        FormRule(
            form: RecognisedForm(
                id: "quickbooks-desktop-aging-detail", title: "QuickBooks Desktop A/R aging detail",
                list: .invoices, isAging: true),
            requires: ["type", "date", "num", "name", "aging", "openbalance"],
            columns: [
                .customer: ["name"], .terms: ["terms"], .reference: ["pono", "memo"],
            ], sections: .headings),
        FormRule(
            form: RecognisedForm(
                id: "quickbooks-desktop-aging-summary",
                title: "QuickBooks Desktop A/R aging summary", list: .aging, isAging: true),
            requires: ["current", "130", "3160", "6190", "90", "total"], forbids: namedCustomer,
            buckets: true, sections: .headings),
        FormRule(
            form: RecognisedForm(
                id: "quickbooks-desktop-open-invoices", title: "QuickBooks Desktop open invoices",
                list: .invoices, isAging: true),
            requires: ["type", "date", "num", "terms", "duedate", "aging", "openbalance"],
            forbids: ["name"], sections: .headings),
    ]

    private static let quickBooksLists: [FormRule] = [
        FormRule(
            form: RecognisedForm(
                id: "quickbooks-invoice-list", title: "QuickBooks invoice list", list: .invoices),
            titles: ["invoicelist"], requires: ["date", "duedate"],
            requiresOne: ["openbalance", "amount", "balance"],
            columns: [
                .customer: ["customerfullname", "customer", "name"], .number: ["num", "no"],
                .type: ["transactiontype", "type"],
            ], sections: .headings),
        FormRule(
            form: RecognisedForm(
                id: "quickbooks-invoice-list", title: "QuickBooks invoice list", list: .invoices),
            requires: ["date", "num", "duedate", "amount", "openbalance"],
            requiresOne: ["transactiontype", "type"],
            columns: [
                .customer: ["customerfullname", "customer", "name"], .number: ["num"],
            ], sections: .headings),
        FormRule(
            form: RecognisedForm(
                id: "quickbooks-customers", title: "QuickBooks customer contact list",
                list: .customers),
            titles: ["customercontactlist", "customerphonelist", "customerlist"],
            columns: [
                .customer: ["customerfullname", "customer", "customername"],
                .contact: ["fullname", "primarycontact", "contact"],
                .phone: ["phonenumbers", "mainphone", "phone"],
            ]),
    ]
}
