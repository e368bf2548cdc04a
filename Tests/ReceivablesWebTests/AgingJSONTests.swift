import Foundation
import Kernel
import Testing

@testable import Receivables

@Suite struct `An aging report as JSON` {
    private static func text(_ reports: [AgingReport], isList: Bool = false) throws -> String {
        String(decoding: try AgingReport.json(reports, isList: isList), as: UTF8.self)
    }

    @Test func `has exactly the documented keys in their order`() throws {
        #expect(
            try Self.text([ReportFixtures.small()]) == """
                {"report":"aging","tenant":"acme","as_of":"2026-09-30","known_at":null,\
                "basis":"due","limits":[30,60,90,120],"unapplied":"netted","by":"customer",\
                "currency":"USD","buckets":["Current","1-30","31-60","61-90","91-120","120+"],\
                "rows":[{"id":"7","customer":"Acme Ltd",\
                "amounts":["10.00","0.00","0.00","0.00","0.00","5.00"],"unapplied":"0.00",\
                "total":"15.00"},{"id":"9","customer":"=HYPERLINK(\\"http://x\\",\\"y\\")",\
                "amounts":["0.00","1234567.89","-2.50","0.00","0.00","0.00"],\
                "unapplied":"0.00","total":"1234565.39"}],\
                "totals":{"amounts":["10.00","1234567.89","-2.50","0.00","0.00","5.00"],\
                "unapplied":"0.00","total":"1234580.39"},"control_balance":"1234580.39"}
                """)
    }

    @Test func `adds the document to rows by invoice`() throws {
        let text = try Self.text([ReportFixtures.byInvoice()])
        #expect(
            text.contains(
                """
                {"id":"41","customer":"Acme Ltd","customer_id":"7","kind":"invoice",\
                "document":"INV-1",\
                "document_date":"2026-07-01","due_date":"2026-08-30","days_past_due":31,\
                "amounts":["0.00","0.00","99.99","0.00","0.00","0.00"],"unapplied":"0.00",\
                "total":"99.99"}
                """))
        #expect(text.contains(#""unapplied":"separate","by":"invoice""#))
        #expect(text.contains(#""unapplied":"-0.05","total":"99.94"},"control_balance":"#))
    }

    @Test(arguments: [("JPY", "123"), ("KWD", "0.123"), ("CLF", "0.0123"), ("EUR", "1.23")])
    func `writes the decimals of the currency`(_ code: String, _ amount: String) throws {
        let report = try ReportFixtures.report(
            ReportFixtures.request(), [ReportFixtures.row(1, "A", [123, 0, 0, 0, 0, 0])],
            currency: code)
        #expect(try Self.text([report]).contains("\"control_balance\":\"\(amount)\""))
    }

    @Test func `is a list when all currencies are asked for, whatever their number`() throws {
        #expect(try Self.text([], isList: true) == "[]")
        let list = try Self.text([ReportFixtures.small()], isList: true)
        #expect(list.hasPrefix("[{") && list.hasSuffix("}]"))
    }

    @Test func `carries warnings and the known-at time when there are any`() throws {
        var request = try ReportFixtures.request()
        request.knownAt = try Instant(iso: "2026-09-30T12:00:00Z")
        let report = try ReportFixtures.report(request, [], control: 5, warnings: ["Careful."])
        let text = try Self.text([report])
        #expect(text.contains(#""known_at":"2026-09-30T12:00:00Z""#))
        #expect(text.contains(#""rows":[]"#))
        #expect(text.hasSuffix(#""control_balance":"0.05","warnings":["Careful."]}"#))
    }

    @Test func `stays JSON whatever the names hold`() throws {
        let names = [
            ReportFixtures.hostileName, "\u{0}\u{1}\n\r\t\\", String(repeating: "é", count: 300),
        ]
        let rows = names.map { ReportFixtures.row(1, $0, [1, 0, 0, 0, 0, 0]) }
        let json = try AgingReport.json(
            [ReportFixtures.report(ReportFixtures.request(), rows)], isList: false)
        let parsed = try JSONSerialization.jsonObject(with: Data(json)) as? [String: Any]
        let read = (parsed?["rows"] as? [[String: Any]])?.compactMap { $0["customer"] as? String }
        #expect(read == names)
    }
}
