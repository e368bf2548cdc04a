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
        .type: [
            "type", "transactiontype", "documenttype", "doctype", "trantype", "txntype",
            "vouchertype", "vchtype",
        ],
        .open: [
            "open", "openbalance", "openamount", "openamt", "balancedue", "amountdue",
            "outstanding",
            "outstandingamount", "outstandingbalance", "amountoutstanding", "amountopen",
            "remainingamount", "remaining", "remainingbalance", "unpaid", "unpaidamount",
            "balance", "invoicebalance", "due", "invoiceamountdue",
        ],
        .paid: [
            "amountpaid", "paidamount", "paidtodate", "invoiceamountpaid", "paid",
            "totalpaid", "payments",
        ],
        .bucket: ["bucket", "agingbucket", "ageingbucket"],
        .bucketFrom: ["bucketfrom"],
        .bucketTo: ["bucketto"],
        .customerName: ["customername", "clientname", "contactname", "companyname", "name"],
        .reference: ["reference", "ref", "ponumber", "pono", "customerref", "memo"],
        .email: ["email", "emailaddress", "mail", "billingemail", "mainemail", "contactemail"],
        .phone: [
            "phone", "phonenumber", "telephone", "tel", "mobile", "mainphone", "workphone",
        ],
        .contact: ["contact", "contactperson", "primarycontact", "fullname", "attention"],
        .terms: ["terms", "paymentterms", "term", "paymentterm"],
        .group: ["group", "customergroup", "customertype", "category", "class", "segment"],
        .rate: ["exchangerate", "fxrate", "exchrate", "currencyrate", "conversionrate"],
        .baseAmount: ["baseamount", "basecurrencyamount", "homeamount", "amountlcy"],
        .status: ["status", "invoicestatus", "state"],
    ]
}
