extension RecognisedForms {
    static let xero: [FormRule] = [
        FormRule(
            form: RecognisedForm(
                id: "xero-aging-detail", title: "Xero aged receivables detail", list: .invoices,
                isAging: true),
            titles: ["agedreceivablesdetail", "agedreceivables"],
            requires: ["invoicedate", "total"], buckets: true,
            columns: [
                .customer: ["contact", "contactname"], .reference: ["invoicereference"],
                .number: ["invoicenumber"], .open: ["total"], .amount: [],
            ], sections: .headings),
        FormRule(
            form: RecognisedForm(
                id: "xero-aging-summary", title: "Xero aged receivables summary", list: .aging,
                isAging: true),
            titles: ["agedreceivablessummary", "agedreceivables"], requires: ["contact"],
            buckets: true, columns: [.customer: ["contact"]], sections: .headings),
        FormRule(
            form: RecognisedForm(
                id: "xero-aging-by-contact", title: "Xero aged receivables by contact",
                list: .invoices, isAging: true),
            titles: ["agedreceivablesbycontact"],
            requires: ["date", "number", "duedate", "total", "paid", "credited", "due"],
            columns: [
                .number: ["number"], .open: ["due"], .amount: ["total"], .dueDate: ["duedate"],
                .customer: ["contact", "contactname"],
            ], sections: .headings),
        FormRule(
            form: RecognisedForm(
                id: "xero-aging-by-contact", title: "Xero aged receivables by contact",
                list: .invoices, isAging: true),
            requires: ["date", "number", "duedate", "total", "paid", "credited", "due"],
            columns: [
                .number: ["number"], .open: ["due"], .amount: ["total"], .dueDate: ["duedate"],
                .customer: ["contact", "contactname"],
            ], sections: .headings),
        FormRule(
            form: RecognisedForm(
                id: "xero-sales-invoices", title: "Xero sales invoices", list: .invoices),
            requires: ["contactname", "invoicenumber", "invoicedate", "duedate", "accountcode"],
            columns: [
                .customer: ["contactname"], .amount: ["total"], .open: ["invoiceamountdue"],
                .paid: ["invoiceamountpaid"], .reference: ["reference"], .type: ["type"],
                .terms: [],
            ], items: .repeated, printsCreditsPositive: true),
        FormRule(
            form: RecognisedForm(
                id: "xero-contacts", title: "Xero contacts", list: .customers),
            requires: ["contactname", "accountnumber", "emailaddress"], forbids: ["invoicenumber"],
            columns: [
                .customer: ["contactname"], .reference: ["accountnumber"],
                .contact: ["contactperson"], .currency: ["defaultcurrency", "currency"],
                .phone: ["phonenumber", "phone"], .customerName: [],
            ]),
    ]
}
