extension RecognisedForms {
    /// Programs that small firms write their invoices with.
    static let invoicing: [FormRule] = zoho + freshBooks + wave + invoiceNinja + others

    private static let zoho: [FormRule] = [
        FormRule(
            form: RecognisedForm(
                id: "zoho-invoices", title: "Zoho invoices", list: .invoices),
            requires: ["invoicedate", "invoiceid", "invoicenumber", "invoicestatus", "balance"],
            columns: [
                .customer: ["customername"], .number: ["invoicenumber"],
                .reference: ["purchaseorder"], .terms: ["paymenttermslabel"],
                .currency: ["currencycode"], .amount: ["total"], .open: ["balance"], .paid: [],
                .type: [],
            ], items: .repeated, type: DocumentTypeName.invoice, style: .point),
        FormRule(
            form: RecognisedForm(
                id: "zoho-payments", title: "Zoho customer payments", list: .receipts),
            requires: ["paymentnumber", "customername", "amount", "amountappliedtoinvoice"],
            columns: [
                .receiptNumber: ["paymentnumber"], .receiptDate: ["date", "paymentdate"],
                .appliedTo: ["invoicenumber"], .appliedAmount: ["amountappliedtoinvoice"],
                .appliedDate: ["invoicepaymentapplieddate"], .customer: ["customername"],
                .currency: ["currencycode"], .reference: ["referencenumber"],
            ], style: .point),
        FormRule(
            form: RecognisedForm(
                id: "zoho-customers", title: "Zoho customers", list: .customers),
            requires: ["displayname", "contactid"], requiresOne: ["emailid", "email"],
            columns: [
                .customer: ["displayname", "contactname"], .email: ["emailid"],
                .contact: ["firstname"], .terms: ["paymenttermslabel", "paymentterms"],
                .currency: ["currencycode"], .customerName: [], .reference: ["customernumber"],
            ]),
        FormRule(
            form: RecognisedForm(
                id: "zoho-aging-summary", title: "Zoho AR aging summary", list: .aging,
                isAging: true),
            titles: ["aragingsummary", "araging"], requires: ["customername"],
            requiresOne: ["total", "totalfcy", "totalbcy"], buckets: true,
            columns: [.customer: ["customername"]]),
        FormRule(
            form: RecognisedForm(
                id: "zoho-aging-detail", title: "Zoho AR aging details", list: .invoices,
                isAging: true),
            titles: ["aragingdetail"], requires: ["transactionno", "balancedue"],
            columns: [
                .customer: ["customername"], .number: ["transactionno"], .open: ["balancedue"],
            ], sections: .headings),
    ]

    private static let freshBooks: [FormRule] = [
        FormRule(
            form: RecognisedForm(
                id: "freshbooks-invoices", title: "FreshBooks invoices", list: .history),
            requires: ["clientname", "invoiceno", "dateissued", "invoicestatus", "linetotal"],
            columns: [
                .amount: ["linetotal"], .settledDate: ["datepaid"], .customer: ["clientname"],
                .open: [], .paid: [], .reference: [], .type: [], .dueDate: ["duedate", "datedue"],
            ], items: .summed, type: DocumentTypeName.invoice, style: .point),
        FormRule(
            form: RecognisedForm(
                id: "freshbooks-aging", title: "FreshBooks accounts aging", list: .aging,
                isAging: true),
            titles: ["accountsaging"], buckets: true),
        FormRule(
            form: RecognisedForm(
                id: "freshbooks-clients", title: "FreshBooks clients", list: .customers),
            requires: ["organization", "firstname", "lastname", "email"],
            columns: [
                .customer: ["organization"], .contact: ["firstname"], .customerName: [],
            ]),
    ]

    private static let wave: [FormRule] = [
        FormRule(
            form: RecognisedForm(id: "wave-invoices", title: "Wave invoices", list: .invoices),
            requires: ["invoicenumber", "customer", "invoicedate", "duedate", "invoicetotal"],
            requiresOne: ["amountdue", "invoicestatus", "totaldue"],
            columns: [
                .amount: ["invoicetotal"], .open: ["amountdue", "totaldue"],
                .customer: ["customer"],
            ], items: .repeated),
        FormRule(
            form: RecognisedForm(
                id: "wave-invoices", title: "Wave accounting transactions", list: .invoices),
            requires: [
                "transactionid", "transactiondate", "accountname", "amountonecolumn", "customer",
                "invoicenumber",
            ],
            columns: [
                .documentDate: ["transactiondate"], .amount: ["amountonecolumn"],
                .customer: ["customer"], .number: ["invoicenumber"], .reference: [], .type: [],
                .dueDate: [], .status: [], .terms: [],
            ],
            accounts: (
                ["accounttype", "accountname"],
                ["systemreceivableinvoice", "accountsreceivable"]
            )),
        FormRule(
            form: RecognisedForm(
                id: "wave-aging", title: "Wave aged receivables", list: .aging, isAging: true),
            titles: ["agedreceivables"], requiresOne: ["totalunpaid", "notyetdue"], buckets: true,
            columns: [.customer: ["customer"]]),
        FormRule(
            form: RecognisedForm(id: "wave-customers", title: "Wave customers", list: .customers),
            requires: ["customername", "email", "contactfirstname"],
            columns: [
                .customer: ["customername"], .contact: ["contactfirstname"], .customerName: [],
                .currency: ["customercurrency"],
            ]),
    ]

    private static let invoiceNinja: [FormRule] = [
        FormRule(
            form: RecognisedForm(
                id: "invoice-ninja-invoices", title: "Invoice Ninja invoices", list: .invoices),
            requires: ["client", "invoicenumber", "amount", "paid", "status", "invoicedate"],
            columns: [.customer: ["client"], .open: ["balance"]], items: .repeated,
            type: DocumentTypeName.invoice),
        FormRule(
            form: RecognisedForm(
                id: "invoice-ninja-invoices", title: "Invoice Ninja invoices", list: .invoices),
            requires: ["invoicenumber", "invoiceamount", "invoicebalance", "clientname"],
            columns: [
                .customer: ["clientname"], .amount: ["invoiceamount"], .open: ["invoicebalance"],
                .paid: ["invoicepaidtodate"], .status: ["invoicestatus"],
                .documentDate: ["invoicedate"], .dueDate: ["invoiceduedate"],
            ], items: .repeated, type: DocumentTypeName.invoice),
        FormRule(
            form: RecognisedForm(
                id: "invoice-ninja-payments", title: "Invoice Ninja payments", list: .receipts),
            requires: ["client", "invoicenumber", "amount"], requiresOne: ["date", "paymentdate"],
            forbids: ["status", "duedate", "invoicedate", "paid", "balance"],
            columns: [
                .receiptNumber: ["transactionreference", "number"], .customer: ["client"],
                .appliedTo: ["invoicenumber", "invoice"], .receiptDate: ["paymentdate", "date"],
            ]),
        FormRule(
            form: RecognisedForm(
                id: "invoice-ninja-clients", title: "Invoice Ninja clients", list: .customers),
            requires: ["name", "clientnumber", "balance", "paidtodate"],
            columns: [
                .customer: ["name"], .contact: ["firstname"], .customerName: [],
                .reference: ["clientnumber"],
            ]),
        FormRule(
            form: RecognisedForm(
                id: "invoice-ninja-clients", title: "Invoice Ninja clients", list: .customers),
            requires: ["clientname", "clientbalance"],
            columns: [
                .customer: ["clientname"], .contact: ["contactfirstname"], .customerName: [],
                .email: ["contactemail", "email"], .reference: ["clientnumber"],
            ]),
    ]

    private static let others: [FormRule] = [
        FormRule(
            form: RecognisedForm(
                id: "invoice2go-invoices", title: "Invoice2go invoices", list: .history),
            requires: ["docnumber", "docdate", "totalincl"],
            columns: [
                .number: ["docnumber"], .documentDate: ["docdate"], .amount: ["totalincl"],
                .open: ["balanceincl", "balancedue", "balance"],
                .customer: ["clientname", "billtoname", "name"],
                .settledDate: ["datepaid", "paiddate", "fullypaiddate"], .paid: ["paidincl"],
                .type: ["doctype", "type"],
            ], items: .repeated),
        FormRule(
            form: RecognisedForm(
                id: "invoice2go-invoices", title: "Invoice2go invoices", list: .history),
            requires: ["documentnumber", "documentdate", "totalamount", "balancedueamount"],
            columns: [
                .number: ["documentnumber"], .customer: ["name"],
                .documentDate: ["documentdate"], .dueDate: ["duedate"], .type: [],
                .open: ["balancedueamount"], .paid: ["amountpaidamount"],
                .settledDate: ["datepaid"], .status: ["documentstatus"],
                .amount: ["totalamount"], .reference: [], .terms: [],
            ], items: .repeated, type: DocumentTypeName.invoice),
        FormRule(
            form: RecognisedForm(
                id: "akaunting-invoices", title: "Akaunting invoices", list: .history),
            requires: ["invoicenumber", "invoicedat", "dueat", "amount", "contactname"],
            columns: [
                .number: ["invoicenumber"], .documentDate: ["invoicedat"],
                .customer: ["contactname"], .reference: ["ordernumber"],
                .currency: ["currencycode"], .settledDate: [], .open: [], .paid: [], .type: [],
            ], reader: .joinedSheets, type: DocumentTypeName.invoice),
        FormRule(
            form: RecognisedForm(
                id: "ledgersmb-ar-batch", title: "LedgerSMB AR batch", list: .invoices),
            requires: ["customer", "amount", "curr", "fxrate", "ar", "invnumber", "transdate"],
            columns: [
                .customer: ["customer"], .number: ["invnumber"], .documentDate: ["transdate"],
                .reference: [], .type: [],
            ], type: DocumentTypeName.invoice, style: .point,
            plainFields: [.customer, .amount, .currency, .number, .documentDate]),
        FormRule(
            form: RecognisedForm(
                id: "tally-bills-receivable", title: "Tally bills receivable", list: .invoices,
                isAging: true),
            requires: ["date", "refno", "pendingamount"],
            columns: [
                .number: ["refno"], .customer: ["partysname", "partyname", "particulars"],
                .open: ["pendingamount"], .amount: ["openingamount"], .dueDate: ["dueon"],
            ], sections: .headings),
        FormRule(
            form: RecognisedForm(
                id: "tally-aging", title: "Tally ageing analysis", list: .aging, isAging: true),
            requires: ["particulars"], buckets: true, columns: [.customer: ["particulars"]],
            sections: .headings),
    ]
}
