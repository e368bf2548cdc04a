/// What headers call the columns, as `HeaderName` writes it, the surest names first. Forms add
/// names of their own in front.
enum ColumnNames {
    static func names(_ field: ImportField) -> [String] { table[field] ?? [] }

    private static let table: [ImportField: [String]] = customers.merging(documents) { $1 }
        .merging(amounts) { $1 }.merging(receipts) { $1 }

    private static let customers: [ImportField: [String]] = [
        .customer: [
            "customer", "customername", "customerfullname", "client", "clientname", "contactname",
            "contact", "debtor", "debtorname", "partysname", "partyname", "particulars", "billto",
            "billtoname", "customercompany", "companyname", "company", "customercode",
            "customerno", "customernumber", "customerid", "clientid", "name", "displayname",
            "account", "accountname", "organization", "organisation", "buyer", "payer", "kunde",
            "kundenname",
            "debitor", "debitorname", "kundennr", "kundennummer", "debitorennr",
            "debitorennummer", "debitorennummer", "firma", "client", "nomduclient", "nomclient",
            "tiers", "raisonsociale", "cliente", "nombredelcliente", "klant", "klantnaam",
            "debiteur", "ragionesociale", "contactid",
        ],
        .customerName: [
            "customername", "clientname", "companyname", "name", "debtorname", "kundenname",
            "nomclient", "namekunde", "nom", "bezeichnung", "naam", "nombre", "nome",
        ],
        .contact: [
            "contactperson", "primarycontact", "contact", "contactname", "ansprechpartner",
            "attention", "attn", "maincontact",
        ],
        .email: [
            "email", "emailaddress", "mail", "emailadresse", "emails", "clientemail",
            "contactemail", "customeremail", "mainemail", "courriel", "adresseemail",
            "emailsemail0", "emails0email",
        ],
        .phone: [
            "phone", "phonenumber", "phonenumbers", "telephone", "telephone1", "mainphone",
            "mobile", "mobilephone", "telefon", "téléphone", "tel", "contactphone",
            "telephones0telephone", "workphone",
        ],
        .group: [
            "group", "customergroup", "customertype", "class", "category", "segment",
            "kundengruppe",
            "customerclass", "clientgroup",
        ],
        .terms: [
            "terms", "term", "paymentterms", "paymenttermslabel", "paymentterm", "nettoterms",
            "zahlungsbedingung", "zahlungsbedingungen", "conditionsdepaiement", "creditterms",
        ],
        .currency: [
            "currency", "currencycode", "curr", "cur", "ccy", "währung", "waehrung", "devise",
            "moneda", "valuta", "wkz", "invoicecurrency", "transactioncurrency",
        ],
    ]

    private static let documents: [ImportField: [String]] = [
        .number: [
            "invoiceno", "invoicenumber", "invoicenum", "invno", "invnumber", "invnum", "inv",
            "invoicecmno", "documentno", "documentnumber", "documentnum", "docno", "docnumber",
            "docnum", "transactionnumber", "transactionno", "transno", "trxnumber", "billno",
            "billnumber", "refno", "voucherno", "num", "number", "no", "invoice", "document",
            "invoiceid", "reference", "ref", "rechnungsnr", "rechnungsnummer", "rechnung",
            "belegnr", "belegnummer", "beleg", "renr", "nodefacture", "numérodefacture",
            "nofacture", "nfacture", "ndefacture", "facture", "numfacture", "pièce", "factura",
            "númerodefactura", "nfactura", "nºfactura", "nºdefactura",
            "numerofattura", "factuurnummer", "factuurnr", "factuurno", "nºfacture",
            "númerofactura", "nfattura", "fattura", "invoicecreditno", "documentid", "voucher",
        ],
        .documentDate: [
            "invoicedate", "invdate", "documentdate", "docdate", "dateofinvoice", "issuedate",
            "dateissued", "issued", "issuedon", "billdate", "transactiondate", "trandate",
            "transdate", "postedat", "postingdate", "date", "rechnungsdatum", "belegdatum",
            "datum", "datedefacture", "datefacture", "fecha", "fechadefactura", "datafattura",
            "factuurdatum", "invoicedat", "created", "createddate",
        ],
        .dueDate: [
            "duedate", "dueon", "datedue", "paymentdue", "paymentduedate", "netduedate", "dueat",
            "invoiceduedate", "duedt", "due", "fälligkeit", "fälligam", "fälligkeitsdatum",
            "faelligkeit", "datedéchéance", "échéance", "echeance", "vencimiento",
            "fechadevencimiento", "scadenza", "vervaldatum", "maturitydate",
        ],
        .type: [
            "transactiontype", "documenttype", "doctype", "trantype", "transtype", "type",
            "invoicetype", "belegart", "typededocument", "recordtype", "vouchertype", "vchtype",
        ],
        .status: ["invoicestatus", "status", "state", "paymentstatus", "statut", "estado"],
        .reference: [
            "pono", "ponumber", "purchaseorder", "purchaseorderno", "customerpo", "ponum",
            "invoicereference", "reference", "ref", "yourreference", "externaldocumentno",
            "externaldocno", "memo", "memodescription", "description", "accountnumber",
            "bestellnummer", "buchungstext",
        ],
        .settledDate: [
            "settleddate", "settledon", "settled", "settlementdate", "datesettled", "paiddate",
            "datepaid", "paidon", "paidat", "paymentdate", "lastpaymentdate", "cleareddate",
            "cleardate", "clearingdate", "closeddate", "fullypaidondate", "fullypaidon",
            "bezahltam", "zahldatum",
        ],
        .isDisputed: ["disputed", "isdisputed", "indispute", "dispute"],
    ]

    private static let amounts: [ImportField: [String]] = [
        .open: [
            "openbalance", "openamount", "open", "amountopen", "balancedue", "amountdue",
            "outstanding",
            "outstandingamount", "outstandingbalance", "amountoutstanding", "remainingamount",
            "amountremaining", "remainingbalance", "unpaidamount", "unpaid", "pendingamount",
            "balanceamount", "balance", "invoicebalance", "totaldue", "dueamount", "offen",
            "offenerbetrag", "offenerposten", "restbetrag", "saldo", "solde", "montantdû",
            "restantdû", "resteàpayer", "saldopendiente", "pendiente", "importependiente",
            "openstaand",
            "openstaandbedrag", "residuo", "daincassare", "foreignbalance", "due",
        ],
        .amount: [
            "amount", "invoiceamount", "invoicetotal", "totalamount", "total", "amt",
            "originalamount", "originalamt", "origamount", "invoicetotalamount", "grandtotal",
            "grossamount", "gross", "documentamount", "transactionamount", "openingamount",
            "value", "betrag", "rechnungsbetrag", "bruttobetrag", "brutto", "gesamtbetrag",
            "gesamt", "summe", "montant", "montantttc", "totalttc", "importe", "importo",
            "totale", "bedrag", "amountlcy", "originalbalance", "billamount",
        ],
        .rate: [
            "exchangerate", "exchrate", "fxrate", "currencyrate", "rateofexchange",
            "conversionrate", "currencyexchangerate", "currencyfactor", "wechselkurs", "kurs",
            "umrechnungskurs", "tauxdechange", "coursdechange", "tipodecambio", "tassodicambio",
            "wisselkoers", "taxadecâmbio",
        ],
        .baseAmount: [
            "baseamount", "basecurrencyamount", "amountinbasecurrency", "amountbase",
            "amountbasecurrency", "homeamount", "homecurrencyamount", "amounthome",
            "amountinhomecurrency", "localamount", "localcurrencyamount", "amountlocalcurrency",
            "amountinlocalcurrency", "amountlcy", "totallcy", "totalbcy", "amountbcy",
            "hometotal", "hometotalamt", "basegrandtotal", "basisumsatz",
        ],
        .paid: [
            "paid", "paidamount", "amountpaid", "totalpaid", "paidtodate", "paymentsapplied",
            "amountpaidtodate", "bezahlt", "payé", "montantpayé", "pagado", "betaald", "payments",
            "partialpayments",
        ],
    ]

    private static let receipts: [ImportField: [String]] = [
        .receiptNumber: [
            "receiptno", "receiptnumber", "receiptnum", "receiptid", "receipt", "rcptno",
            "paymentno", "paymentnumber", "paymentnum", "paymentid", "checkno", "chequeno",
            "transactionreference", "paymentreference", "num", "number", "no", "reference",
            "zahlungsnr", "id",
        ],
        .receiptDate: [
            "receiptdate", "paymentdate", "datereceived", "receiveddate", "receivedon", "datepaid",
            "paiddate", "paidat", "date", "postingdate", "zahlungsdatum", "transactiondate",
            "datum",
        ],
        .receiptAmount: [
            "receiptamount", "paymentamount", "amountreceived", "amountpaid", "amount",
            "totalamount", "total", "paid", "received", "betrag", "montant",
        ],
        .appliedTo: [
            "appliedto", "applyto", "appliedinvoice", "appliedtoinvoice", "invoiceno",
            "invoicenumber", "invno", "invnumber", "invoice", "invoices", "invoiceid",
            "allocationsobjectid", "allocations0objectid", "rechnungsnummer",
        ],
        .appliedAmount: [
            "appliedamount", "amountapplied", "amountappliedtoinvoice", "allocatedamount",
            "applied", "allocated", "allocationsamount", "allocations0amount",
        ],
        .appliedDate: [
            "applieddate", "dateapplied", "appliedon", "applicationdate", "allocationdate",
            "allocatedon",
        ],
    ]
}
