extension ImportField {
    /// The names that headers give it, as `HeaderName` writes them, the surest first.
    var names: [String] { Self.headerNames[self] ?? [] }

    private static let headerNames: [ImportField: [String]] = [
        .customer: [
            "customer", "customername", "client", "clientname", "debtor", "debtorname",
            "company", "companyname", "account", "accountname", "billto", "contactname",
            "customercode", "customerno", "customernumber", "customerid", "clientid",
            "organization", "organisation", "name",
        ],
        .number: [
            "invoiceno", "invoicenumber", "invoicenum", "invno", "invnumber", "invnum",
            "invoice", "inv", "invoiceid", "documentno", "documentnumber", "documentnum",
            "docno", "docnumber", "docnum", "billno", "billnumber", "number", "num", "no",
            "document", "reference", "ref",
        ],
        .documentDate: [
            "invoicedate", "invdate", "documentdate", "docdate", "dateofinvoice",
            "issuedate", "dateissued", "issued", "issuedon", "billdate", "transactiondate",
            "postingdate", "date",
        ],
        .dueDate: [
            "duedate", "due", "dueon", "datedue", "paymentdue", "paymentduedate", "netduedate",
        ],
        .amount: [
            "amount", "invoiceamount", "invoicetotal", "totalamount", "total", "amt",
            "grandtotal", "grossamount", "gross", "documentamount", "originalamount",
            "value",
        ],
        .currency: ["currency", "currencycode", "curr", "cur", "ccy"],
        .settledDate: [
            "settleddate", "settledon", "settled", "settlementdate", "datesettled",
            "paiddate", "datepaid", "paidon", "paymentdate", "cleareddate", "cleardate",
            "clearingdate", "closeddate",
        ],
        .isDisputed: ["disputed", "isdisputed", "indispute", "dispute"],
        .receiptNumber: [
            "receiptno", "receiptnumber", "receiptnum", "receiptid", "receipt", "rcptno",
            "paymentno", "paymentnumber", "paymentnum", "paymentid",
        ],
        .receiptDate: [
            "receiptdate", "paymentdate", "datereceived", "receiveddate", "receivedon",
            "datepaid", "paiddate", "date", "postingdate",
        ],
        .receiptAmount: [
            "receiptamount", "paymentamount", "amountreceived", "amountpaid", "amount",
            "totalamount", "total",
        ],
        .appliedTo: [
            "appliedto", "applyto", "appliedinvoice", "appliedtoinvoice", "invoiceno",
            "invoicenumber", "invno", "invnumber", "invoice", "invoiceid",
        ],
        .appliedAmount: [
            "appliedamount", "amountapplied", "allocatedamount", "applied", "allocated",
        ],
        .appliedDate: [
            "applieddate", "dateapplied", "appliedon", "applicationdate", "allocationdate",
            "allocatedon",
        ],
    ]
}
