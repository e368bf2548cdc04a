import Kernel
import Testing

@testable import Receivables

@Suite
struct `Recognising a header` {
    private func layout(
        _ header: String, _ form: ImportForm = .automatic, map: [String: String] = [:]
    ) throws -> ImportLayout {
        try ImportLayout(
            headers: header.split(separator: ",", omittingEmptySubsequences: false)
                .map(String.init), form: form, map: map)
    }

    @Test(arguments: [
        ("Customer,Invoice No,Invoice Date,Due Date,Amount", ImportForm.invoices),
        ("client_name,INV #,date,due,total", .invoices),
        ("Kunde,Customer Name,Document-No.,Doc. Date,Amt", .invoices),
        ("Customer,Invoice Number,Invoice Date,Amount,Payment Date", .history),
        ("Customer,Receipt No,Date,Amount,Applied To,Applied Amount,Applied Date", .receipts),
        ("Customer,Payment #,Payment Date,Amount,Invoice", .receipts),
        (
            "countryCode,customerID,PaperlessDate,invoiceNumber,InvoiceDate,DueDate,"
                + "InvoiceAmount,Disputed,SettledDate,PaperlessBill,DaysToSettle,DaysLate",
            .history
        ),
    ])
    func `ignores case, spaces and punctuation`(header: String, form: ImportForm) throws {
        #expect(try layout(header).form == form)
    }

    @Test func `reads plain letters as it reads all others`() {
        let plain = String(decoding: UInt8(0)..<128, as: UTF8.self)
        #expect(HeaderName.normalized(plain) == HeaderName.normalized(plain + "…"))
        #expect(HeaderName.normalized("Inv # 7") == "invno7")
        #expect(HeaderName.normalized("№ Ünit") == "noünit")
    }

    @Test func `knows each field by its place among all`() {
        #expect(ImportField.allCases.map(\.place) == Array(ImportField.allCases.indices))
    }

    @Test func `finds the columns wherever they stand`() throws {
        let layout = try layout("Amount,x,Due Date,Invoice Date,Invoice No,Customer,Ccy")
        #expect(layout.index(.amount) == 0 && layout.index(.customer) == 5)
        #expect(layout.index(.currency) == 6 && layout.index(.settledDate) == -1)
        #expect(layout.ignored == ["x"])
        #expect(layout.header(.dueDate) == "Due Date")
    }

    @Test func `takes the surest of several names`() throws {
        let layout = try layout("Customer ID,Customer,Number,Invoice No,Date,Amount,Total")
        #expect(layout.index(.customer) == 1 && layout.index(.number) == 3)
        #expect(layout.index(.amount) == 5)
        #expect(layout.ignored == ["Customer ID", "Number", "Total"])
    }

    @Test func `takes a column for one thing only`() throws {
        let layout = try layout("Customer,Receipt No,Date,Amount,Invoice No,Applied")
        #expect(layout.index(.receiptAmount) == 3 && layout.index(.appliedTo) == 4)
        #expect(layout.index(.appliedAmount) == 5)
    }

    @Test func `follows a map of its own names`() throws {
        let layout = try layout(
            "Kunde,Nr,Datum,Betrag,Amount",
            map: [
                "Kunde": "customer", "nr": "invoice_no", "Datum": "invoice_date",
                "Betrag": "amount",
            ])
        #expect(layout.index(.customer) == 0 && layout.index(.amount) == 3)
        #expect(layout.ignored == ["Amount"])
    }
}
