import Formats
import Kernel
import Testing

@testable import Receivables

@Suite
struct `Recognising the lists of systems` {
    @Test func `makes one document of the lines of its items`() throws {
        let list = try ConvertedList(
            """
            Client|Email|Invoice Number|Amount|Paid|PO Number|Status|Invoice Date|Due Date|Item Cost
            Acme||1|$13.50|$5.01||Partial|2026-01-05|2026-02-05|1.00
            Acme||2|$26.67|$6.94||Partial|2026-01-05|2026-02-05|2.00
            Acme||2|$26.67|$6.94||Partial|2026-01-05|2026-02-05|3.00
            Bolt||2|$26.67|$6.94||Partial|2026-01-05|2026-02-05|3.00
            """)
        #expect(list.form == "invoice-ninja-invoices")
        #expect(list.column(.number) == ["1", "2", "2"])
        #expect(list.conversion.rows == 4)
    }

    @Test func `sums up lines that have no total`() throws {
        let list = try ConvertedList(
            """
            Client Name|Invoice #|Date Issued|Invoice Status|Date Paid|Item Name|Line Total|Currency
            Acme|0000001|2021-01-28|sent||a|650.00|USD
            Acme|0000001|2021-01-28|sent||b|490.25|USD
            Acme|0000002|2021-01-28|paid|2021-02-03|c|1.00|USD
            Acme|0000003|2021-01-28|draft||d|5.00|USD
            """)
        #expect(list.form == "freshbooks-invoices")
        #expect(list.column(.amount) == ["#1140.25", "1.00"])
        #expect(list.column(.settledDate) == ["", "2021-02-03"])
        #expect(list.warnings == ["1 document was left out (drafts), together 5.00."])
    }

    @Test func `counts a draft of several lines once`() throws {
        let header =
            "Invoice Date|Invoice ID|Invoice Number|Invoice Status|Customer Name|Total|Balance"
        let list = try ConvertedList(
            """
            \(header)
            2026-01-28|1|INV-1|Draft|Acme|489.75|489.75
            2026-01-28|1|INV-1|Draft|Acme|489.75|489.75
            2026-01-28|2|INV-2|Void|Acme|1.00|0.00
            2026-01-28|3|INV-3|Sent|Acme|7.00|2.00
            """)
        #expect(list.form == "zoho-invoices")
        #expect(list.column(.number) == ["INV-3"])
        #expect(list.column(.open) == ["2.00"])
        #expect(
            list.warnings == [
                "1 document was left out (drafts), together 489.75.",
                "1 document was left out (void), together 0.00.",
            ])
    }

    @Test func `takes a template without rows`() throws {
        let list = try ConvertedList(
            "*ContactName|EmailAddress|*InvoiceNumber|Reference|*InvoiceDate|*DueDate|Total"
                + "|*Description|*Quantity|*UnitAmount|*AccountCode|*TaxType|Currency")
        #expect(list.form == "xero-sales-invoices")
        #expect(list.conversion.rows == 0 && list.lines.isEmpty)
    }

    @Test func `refuses explanations beside values`() throws {
        let list = try ConvertedList(
            """
            customer|amount|curr|fx_rate|account|ar|description|invnumber|transdate
            00123(Customer Credit Account Number)|10|USD|1|4010|1200|Line|AP001|2021-12-31
            00124|10|USD|1|4010|1200|Line|AP002|2021-12-31
            """)
        #expect(list.form == "ledgersmb-ar-batch")
        #expect(list.conversion.rejects.map(\.line) == [2])
        #expect(list.conversion.rejects.first?.column == "customer")
        #expect(list.column(.number) == ["AP002"])
    }

    @Test func `applies payments to the invoices under them`() throws {
        let list = try ConvertedList(
            """
            Invoices and Received Payments
            |Date|Transaction type|Memo/Description|Num|Amount
            Acme
            |06/01/2026|Invoice||2000|1.00
            |07/03/2026|Payment||88|-900.00
            |06/01/2026|Invoice||2001|700.00
            |06/02/2026|Invoice||2002|200.00
            |08/03/2026|Payment|||50.00
            """)
        #expect(list.form == "quickbooks-received-payments")
        #expect(list.column(.receiptNumber) == ["88", "88", ""])
        #expect(list.column(.receiptAmount) == ["900.00", "900.00", "50.00"])
        #expect(list.column(.appliedTo) == ["2001", "2002", ""])
        #expect(list.column(.appliedAmount) == ["700.00", "200.00", ""])
        #expect(list.column(.customer) == ["Acme", "Acme", "Acme"])
    }

    @Test func `joins the sheets of a workbook by the invoice's number`() throws {
        let rows =
            ListedRows.rows(
                """
                invoice_number|status|invoiced_at|due_at|amount|currency_code|contact_name
                INV-1|paid|2026-01-01|2026-01-31|100|USD|Acme
                INV-2|partial|2026-01-02|2026-01-31|50|USD|Acme
                """)
            + ListedRows.rows(
                "invoice_number|code|name|amount|sort_order\nINV-1|total|x|90|3", sheet: 1)
            + ListedRows.rows(
                """
                invoice_number|paid_at|amount
                INV-1|2026-01-20|90
                INV-2|2026-01-21|20
                """, sheet: 2)
        let list = try ConvertedList(ListedRows(rows, sheetNames: ["invoices", "totals", "paid"]))
        #expect(list.form == "akaunting-invoices")
        #expect(list.column(.amount) == ["90", "50"])
        #expect(list.column(.settledDate) == ["2026-01-20", ""])
        #expect(list.column(.paid) == ["", "#20"])
        #expect(list.warnings.count == 1)
    }

    @Test func `follows a mapping, and one that it remembers by the header's shape`() throws {
        let text = """
            Wer|Welche|Wann|Wieviel|Rest
            Acme|1|2026-01-02|5.00|x
            """
        let map = [
            "Wer": "customer", "Welche": "invoice_no", "Wann": "invoice_date",
            "Wieviel": "amount",
        ]
        let first = try ConvertedList(text) { $0.map = map }
        #expect(first.form == "plain-invoices" && first.column(.customer) == ["Acme"])
        let shape = first.conversion.shape
        #expect(shape == HeaderShape.of(["wer", "Welche", "WANN", "Wie viel", "Rest"]))
        let second = try ConvertedList(text) { $0.mappings = [shape: map] }
        #expect(second.lines == first.lines)
        #expect(throws: ConversionError.self) { try ConvertedList(text) }
    }

    @Test func `leaves plain headers to the quick way`() {
        let plain = [
            ["Customer", "Invoice No", "Invoice Date", "Due Date", "Amount"],
            ["customer", "invoice_no", "invoice_date", "due_date", "amount", "currency"],
            ["Customer", "Receipt No", "Date", "Amount", "Applied To", "Applied Amount"],
        ]
        for headers in plain {
            #expect(RecognisedForms.vendorForm(matching: headers) == nil)
        }
        #expect(
            RecognisedForms.vendorForm(matching: ["EXTF", "700", "21"])?.id == "datev-postings")
    }

    @Test func `has no form twice under different names`() {
        let forms = Dictionary(grouping: RecognisedForms.all, by: \.id)
        for (_, same) in forms {
            #expect(Set(same.map(\.list)).count == 1 && Set(same.map(\.isAging)).count == 1)
        }
    }
}
