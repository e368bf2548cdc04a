import Testing

@testable import Receivables

@Suite
struct `Refusing a wrong kind of report` {
    @Test(arguments: [
        ("A/P Aging Detail", WrongReport.payables), ("Aged Payables Summary", .payables),
        ("Accounts Payable Aging", .payables), ("Offene Posten Kreditoren", .payables),
        ("Balance âgée fournisseurs", .payables), ("Unpaid Bills", .payables),
        ("Trial Balance", .trialBalance), ("Summen- und Saldenliste", .trialBalance),
        ("Profit and Loss", .profitAndLoss), ("Gewinn- und Verlustrechnung", .profitAndLoss),
        ("Compte de résultat", .profitAndLoss), ("Balance Sheet", .balanceSheet),
        ("General Ledger", .generalLedger), ("Grand livre", .generalLedger),
        ("Statement of Cash Flows", .cashFlow),
    ])
    func `by its name`(title: String, kind: WrongReport) {
        #expect(WrongReport(title: title) == kind)
        let text = """
            Fernhill Supply
            \(title)
            As of Sep 30, 2026

            |Current|1 - 30|31 - 60|61 - 90|91 and over|Total
            Acme|1|2|3|4|5|15
            """
        #expect(throws: ConversionError.wrongReport(name: title, kind: kind)) {
            try ConvertedList(text)
        }
    }

    @Test(arguments: [
        "A/R Aging Detail", "Aged Receivables Summary", "Historical Aged Trial Balance",
        "Fernhill Supply, Inc", "Offene-Posten-Liste Debitoren", "Open Invoices", "Invoices",
        "Balance âgée clients", "",
    ])
    func `but not one of receivables`(title: String) {
        #expect(WrongReport(title: title) == nil)
    }

    @Test func `by columns that only suppliers have`() {
        #expect(throws: ConversionError.self) {
            try ConvertedList(
                """
                Bill Date|Vendor Name|Bill Number|Due Date|Total|Balance
                2026-01-02|Acme|1|2026-02-02|5.00|5.00
                """)
        }
    }

    @Test func `without a table`() {
        #expect(throws: ConversionError.noHeader(nearest: [])) {
            try ConvertedList("Dear all,\nplease find the list attached.\n")
        }
    }
}
