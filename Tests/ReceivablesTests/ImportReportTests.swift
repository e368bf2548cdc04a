import Formats
import Kernel
import Testing

@testable import Receivables

@Suite
struct `An import's report as JSON` {
    @Test func `has the documented keys in their order`() throws {
        let dollar = try Currency(code: "USD")
        var report = ImportReport(form: .history, asOf: LocalDate("2013-12-31"), currency: dollar)
        report.dateOrder = "M/D/YYYY"
        report.rows = 3
        report.new = 2
        report.rejected = 1
        report.customers = 1
        report.amountTotal = Money(minorUnits: 12_345, currency: dollar)
        report.rejects = [
            ImportReject(line: 3, column: "Amount", value: "\"x\"", reason: "Not a number.")
        ]
        report.warnings = ["Careful."]
        var json = JSONBytes()
        report.write(to: &json)
        #expect(
            String(decoding: json.bytes, as: UTF8.self) == #"{"recognised_as":"history","#
                + #""as_of":"2013-12-31","date_order":"M/D/YYYY","rows":3,"documents":2,"#
                + #""customers":1,"contacts":0,"amount_total":"123.45","open_total":"0.00","#
                + #""new":2,"changed":0,"unchanged":0,"rejected":1,"rejects":[{"line":3,"#
                + #""column":"Amount","value":"\"x\"","reason":"Not a number."}],"#
                + #""warnings":["Careful."]}"#)
    }
}
