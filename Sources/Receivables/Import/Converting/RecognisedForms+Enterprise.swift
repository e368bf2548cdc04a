extension RecognisedForms {
    /// Larger systems, and lists that come as JSON through an interface.
    static let enterprise: [FormRule] =
        dynamics + sage + netSuite + unified + myob + odoo + histories

    private static let dynamics: [FormRule] = [
        FormRule(
            form: RecognisedForm(
                id: "dynamics-365-aging", title: "Dynamics 365 customer aging", list: .aging,
                isAging: true),
            requires: ["customeraccount"], buckets: true,
            columns: [.customer: ["customeraccount"], .customerName: ["name", "customername"]]),
        FormRule(
            form: RecognisedForm(
                id: "dynamics-nav-aging", title: "Dynamics NAV aged accounts receivable",
                list: .aging, isAging: true),
            titles: ["agedaccountsreceivable"], requiresOne: ["no", "customerno"],
            forbids: ["documentno", "documenttype", "duedate"], buckets: true,
            columns: [
                .customer: ["customerno", "no"], .customerName: ["customername", "name"],
            ]),
        FormRule(
            form: RecognisedForm(
                id: "dynamics-nav-aging-detail",
                title: "Dynamics NAV aged accounts receivable, detail", list: .invoices,
                isAging: true),
            requires: ["documenttype", "documentno", "duedate"],
            requiresOne: ["balance", "remainingamount", "remainingamtlcy", "originalamount"],
            buckets: true,
            columns: [
                .number: ["documentno"], .type: ["documenttype"],
                .customer: ["customerno", "no"], .customerName: ["customername", "name"],
                .open: ["balance", "remainingamount"], .amount: ["originalamount"],
                .documentDate: ["postingdate", "documentdate"],
            ], sections: .headings, fillsCustomerDown: true),
        FormRule(
            form: RecognisedForm(
                id: "dynamics-nav-ledger-entries",
                title: "Business Central customer ledger entries",
                list: .invoices),
            requires: ["postingdate", "documentno", "customerno", "remainingamount"],
            columns: [
                .number: ["documentno"], .type: ["documenttype"], .customer: ["customerno"],
                .customerName: ["customername"], .open: ["remainingamount"],
                .amount: ["originalamount", "amount"], .documentDate: ["postingdate"],
                .currency: ["currencycode"],
                .reference: ["externaldocumentno", "description"],
            ]),
        FormRule(
            form: RecognisedForm(
                id: "dynamics-gp-aging-detail", title: "Dynamics GP aged trial balance",
                list: .invoices, isAging: true),
            requires: ["documentnumber", "type"],
            requiresOne: ["customerid", "customernumber"], buckets: true,
            columns: [
                .number: ["documentnumber"], .customer: ["customerid", "customernumber"],
                .customerName: ["customername", "name"], .amount: ["amount", "originalamount"],
                .documentDate: ["date", "documentdate"],
                .open: ["currenttrxamount", "amountremaining", "total"],
            ], sections: .headings, fillsCustomerDown: true),
    ]

    private static let sage: [FormRule] = [
        FormRule(
            form: RecognisedForm(
                id: "sage-50-aging-detail", title: "Sage 50 aged receivables", list: .invoices,
                isAging: true),
            requires: ["invoicecmno", "amountdue"], requiresOne: ["customerid", "customer"],
            buckets: true,
            columns: [
                .customer: ["customerid", "customer"], .customerName: ["customer", "name"],
                .number: ["invoicecmno"], .open: ["amountdue"], .amount: [],
                .documentDate: ["date", "dateofinvoice"],
            ], sections: .headings, fillsCustomerDown: true),
        FormRule(
            form: RecognisedForm(
                id: "sage-50-uk-aging", title: "Sage 50 aged debtors analysis", list: .aging,
                isAging: true),
            titles: ["ageddebtors"], requires: ["ac"], forbids: ["type"], buckets: true,
            columns: [.customer: ["ac"], .customerName: ["name"]]),
        FormRule(
            form: RecognisedForm(
                id: "sage-50-uk-aging-detail", title: "Sage 50 aged debtors analysis, detailed",
                list: .invoices, isAging: true),
            titles: ["ageddebtors"], requires: ["no", "type", "date", "ref", "balance"],
            buckets: true,
            columns: [
                .number: ["ref"], .customer: [], .open: ["balance"], .amount: [],
                .reference: ["details"],
            ], sections: .headings),
        FormRule(
            form: RecognisedForm(
                id: "sage-intacct-aging-detail", title: "Sage Intacct customer aging",
                list: .invoices, isAging: true),
            titles: ["customeraging", "araging", "customeragingreport"],
            requires: ["customerid", "invoicenumber"], buckets: true,
            columns: [
                .customer: ["customerid"], .customerName: ["customername"],
                .number: ["invoicenumber"], .open: ["total", "totaldue"], .amount: [],
            ], sections: .headings, fillsCustomerDown: true),
        FormRule(
            form: RecognisedForm(
                id: "sage-100-aging-detail", title: "Sage 100 accounts receivable aging",
                list: .invoices, isAging: true),
            titles: ["accountsreceivableaging", "accountsreceivableagedinvoice", "agedinvoice"],
            requires: ["invoicenumber", "balance"], buckets: true,
            columns: [
                .customer: ["customerno", "customernumber", "customer"],
                .customerName: ["customername", "name"], .open: ["balance"],
                .amount: ["invoiceamount", "amount"],
            ], sections: .headings, fillsCustomerDown: true),
    ]

    private static let netSuite: [FormRule] = [
        FormRule(
            form: RecognisedForm(
                id: "netsuite-aging-detail", title: "NetSuite A/R aging detail", list: .invoices,
                isAging: true),
            titles: ["aragingdetail"],
            requires: ["transactiontype", "date", "documentnumber", "openbalance"],
            columns: [
                .number: ["documentnumber"], .customer: ["customer", "customerproject", "name"],
                .reference: ["pono"],
            ], sections: .headings),
        FormRule(
            form: RecognisedForm(
                id: "netsuite-aging-detail", title: "NetSuite A/R aging detail", list: .invoices,
                isAging: true),
            requires: ["transactiontype", "date", "documentnumber", "age", "openbalance"],
            columns: [
                .number: ["documentnumber"], .customer: ["customer", "customerproject", "name"],
                .reference: ["pono"],
            ], sections: .headings),
        FormRule(
            form: RecognisedForm(
                id: "netsuite-aging-summary", title: "NetSuite A/R aging summary", list: .aging,
                isAging: true),
            titles: ["aragingsummary"], requires: ["customerproject"], buckets: true,
            columns: [.customer: ["customerproject"]], sections: .headings),
        FormRule(
            form: RecognisedForm(
                id: "netsuite-aging-summary", title: "NetSuite A/R aging summary", list: .aging,
                isAging: true),
            titles: ["aragingsummary"], requires: ["customer", "currentopenbalance"], buckets: true,
            columns: [.customer: ["customer"]], sections: .headings),
        FormRule(
            form: RecognisedForm(
                id: "netsuite-aging-summary", title: "NetSuite A/R aging summary", list: .aging,
                isAging: true),
            titles: ["aragingsummary"], requires: ["customerproject", "currentopenbalance"],
            buckets: true, columns: [.customer: ["customerproject"]], sections: .headings),
    ]

    private static let unified: [FormRule] = [
        FormRule(
            form: RecognisedForm(
                id: "unified-invoices", title: "Invoices of Unified.to", list: .invoices),
            requires: ["invoicenumber", "contactid", "totalamount"],
            requiresOne: ["balanceamount", "paidamount", "postedat"],
            columns: [
                .customer: ["contactid"], .documentDate: ["postedat"], .dueDate: ["dueat"],
                .amount: ["totalamount"], .open: ["balanceamount"], .paid: ["paidamount"],
                .reference: ["reference"], .number: ["invoicenumber"],
            ], printsCreditsPositive: true, style: .point),
        FormRule(
            form: RecognisedForm(
                id: "unified-invoices", title: "Credit memos of Unified.to", list: .invoices),
            requires: ["creditmemonumber", "contactid", "totalamount"],
            columns: [
                .customer: ["contactid"], .documentDate: ["postedat"], .dueDate: ["dueat"],
                .amount: ["totalamount"], .open: ["balanceamount"], .paid: ["paidamount"],
                .number: ["creditmemonumber"], .type: [],
            ], type: DocumentTypeName.creditMemo, printsCreditsPositive: true, style: .point),
        FormRule(
            form: RecognisedForm(
                id: "unified-payments", title: "Payments of Unified.to", list: .receipts),
            requires: ["contactid", "totalamount", "paidat"], forbids: ["invoicenumber"],
            columns: [
                .customer: ["contactid"], .receiptDate: ["paidat"], .receiptNumber: ["id"],
                .receiptAmount: ["totalamount"], .reference: ["reference"], .type: ["type"],
                .appliedTo: ["allocationsobjectid", "allocations0objectid", "invoiceid"],
                .appliedAmount: ["allocationsamount", "allocations0amount"],
                .appliedDate: ["allocationsallocatedat", "allocations0allocatedat"],
            ], style: .point, appliedKinds: ["allocationsobjecttype"]),
        FormRule(
            form: RecognisedForm(
                id: "unified-contacts", title: "Contacts of Unified.to", list: .customers),
            requires: ["id", "name"], requiresOne: ["iscustomer", "emailsemail", "emails0email"],
            columns: [
                .customer: ["id"], .customerName: ["name"],
                .email: ["emailsemail", "emails0email"],
                .phone: ["telephonestelephone", "telephones0telephone"],
                .contact: ["associatedcontactsname", "associatedcontacts0name"],
                .reference: ["identification"],
            ], accounts: (["iscustomer"], ["true", "yes", "1", ""])),
    ]

    private static let myob: [FormRule] = [
        FormRule(
            form: RecognisedForm(
                id: "myob-aging-detail", title: "MYOB aged receivables, detail", list: .invoices,
                isAging: true),
            titles: ["agedreceivables"], requires: ["idno", "date", "duedate"], buckets: true,
            columns: [
                .number: ["idno"], .customer: ["customer", "cardname", "name"],
                .open: ["totaldue"], .amount: [],
            ], sections: .headings)
    ]

    private static let odoo: [FormRule] = [
        FormRule(
            form: RecognisedForm(
                id: "odoo-aging-detail", title: "Odoo aged receivable", list: .invoices,
                isAging: true),
            requires: ["agedreceivable", "invoicedate"], buckets: true,
            columns: [
                .number: ["agedreceivable"], .customer: [], .open: ["total"], .amount: [],
                .documentDate: ["invoicedate"],
            ], sections: .headings, headingsHaveAmounts: true)
    ]

    private static let histories: [FormRule] = [
        FormRule(
            form: RecognisedForm(id: "payment-history", title: "Payment history", list: .history),
            requires: ["customerid", "invoicenumber", "invoicedate", "duedate", "settleddate"],
            columns: [.customer: ["customerid"], .amount: ["invoiceamount"], .terms: []])
    ]
}
