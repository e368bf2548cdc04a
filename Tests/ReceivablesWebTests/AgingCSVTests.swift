import Formats
import Testing

@testable import Receivables

@Suite struct `An aging report as CSV` {
    private static func text(_ reports: [AgingReport]) throws -> String {
        var csv = CSVWriter()
        try AgingReport.appendCSV(reports, to: &csv)
        return String(decoding: csv.bytes, as: UTF8.self)
    }

    @Test func `has a header and a row a customer, and disarms formulas`() throws {
        #expect(
            try Self.text([ReportFixtures.small()]) == """
                customer_id,customer,currency,Current,1-30 days,31-60 days,61-90 days,\
                91-120 days,120+ days,unapplied,total\r
                7,Acme Ltd,USD,10.00,0.00,0.00,0.00,0.00,5.00,0.00,15.00\r
                9,"'=HYPERLINK(""http://x"",""y"")",USD,0.00,1234567.89,-2.50,0.00,0.00,0.00,\
                0.00,1234565.39\r

                """)
    }

    @Test func `adds the document to rows by invoice`() throws {
        let lines = try Self.text([ReportFixtures.byInvoice()]).split(separator: "\r\n")
        #expect(
            lines.first?.hasPrefix(
                "document_id,customer,document,kind,document_date,due_date,days_past_due,currency")
                == true)
        #expect(
            lines.dropFirst().first
                == """
                41,Acme Ltd,INV-1,Invoice,2026-07-01,2026-08-30,31,USD,0.00,0.00,99.99,0.00,\
                0.00,0.00,0.00,99.99
                """)
        #expect(lines.last?.hasSuffix("0.00,-0.05,-0.05") == true)
    }

    @Test func `puts several currencies into one table`() throws {
        let yen = try ReportFixtures.report(
            ReportFixtures.request(), [ReportFixtures.row(1, "A", [5, 0, 0, 0, 0, 0])],
            currency: "JPY")
        let lines = try Self.text([ReportFixtures.small(), yen]).split(separator: "\r\n")
        #expect(lines.count == 4)
        #expect(lines.last == "1,A,JPY,5,0,0,0,0,0,0,5")
        #expect(try Self.text([]) == "")
    }
}
