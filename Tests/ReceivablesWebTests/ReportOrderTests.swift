import Hummingbird
import HummingbirdTesting
import Kernel
import Synchronization
import Testing
import WebSupport

@testable import Receivables
@testable import ReceivablesWeb

@Suite struct `The report page's order, search and comparison` {
    private static func get(
        _ query: String,
        aging: @escaping @Sendable (AgingRequest) throws -> [AgingReport]
    ) async throws -> TestResponse {
        try await ReportFixtures.withServer(ReportFixtures.reader(aging: aging)) { client in
            try await client.execute(
                uri: "/ar/report/" + query, method: .get, headers: [.accept: "text/html"])
        }
    }

    private static func report(_ request: AgingRequest) throws -> AgingReport {
        try ReportFixtures.report(
            request,
            [
                ReportFixtures.row(7, "Acme Ltd", [1_000, 0, 0, 0, 0, 500]),
                ReportFixtures.row(9, "Zeta", [0, 300, 0, 0, 0, 0]),
            ])
    }

    @Test func `is said in the heads and turned by their links`() async throws {
        let asked = Mutex<AgingRequest?>(nil)
        let html = try await Self.get("?sort=-bucket-5&as_of=2026-09-30") { request in
            asked.withLock { $0 = request }
            return [try Self.report(request)]
        }.text
        #expect(asked.withLock { $0 }?.sort == AgingSort(.bucket(5), isDescending: true))
        #expect(
            html.contains(
                #"aria-sort="descending"><i class="swatch ramp-5" aria-hidden="true"></i>"#
                    + #"<a id="sort-USD-bucket-5" href="/ar/report/?as_of=2026-09-30&amp;"#
                    + #"sort=bucket-5" hx-boost="true">120+</a>"#))
        // Back to the usual order needs no parameter; names begin with the first letter.
        #expect(html.contains(#"id="sort-USD-total" href="/ar/report/?as_of=2026-09-30" "#))
        #expect(html.contains(#"?as_of=2026-09-30&amp;sort=customer" hx-boost="true">Customer"#))
        #expect(html.split(separator: "aria-sort").count == 2)
        #expect(html.contains(#"form="report-form" name="sort" value="-bucket-5">"#))
    }

    @Test(arguments: ["nothing", "bucket-x", "bucket-99", "-", "--total"])
    func `is refused when there is no such column`(_ sort: String) async throws {
        let response = try await Self.get("?sort=\(sort)") { [try Self.report($0)] }
        #expect(response.status == .badRequest)
        #expect(response.text.contains("Sorted by: A report is sorted by customer, total"))
    }

    @Test func `is as usual where the report lacks the column`() async throws {
        let html = try await Self.get("?sort=-unapplied") { [try Self.report($0)] }.text
        #expect(
            html.contains(
                #"aria-sort="descending"><a id="sort-USD-total" href="/ar/report/?sort=total""#))
    }

    @Test func `names what was found beside the whole`() async throws {
        let asked = Mutex<AgingRequest?>(nil)
        let html = try await Self.get("?q=%20ac%20%20me%22&page=1") { request in
            asked.withLock { $0 = request }
            var report = try Self.report(request)
            report.found = try AgingTotals([report.rows[0]], bucketCount: 6)
            return [report]
        }.text
        #expect(asked.withLock { $0 }?.search == #"ac me""#)
        #expect(html.contains(#"<th scope="row">2 customers found "#))
        #expect(html.contains("Total of the whole report"))
        #expect(html.contains(#"<td class="num  total wide">18.00</td>"#))
        #expect(html.contains(#"value=" ac  me&quot;">"#))
    }

    @Test func `says that nothing was found, and what there is`() async throws {
        let html = try await Self.get("?q=none&basis=invoice") { request in
            let whole = try Self.report(request)
            var report = AgingReport(
                tenant: whole.tenant, request: request, currency: whole.currency, rows: [],
                firstRow: 0, rowCount: 0, totals: whole.totals,
                controlBalance: whole.controlBalance, warnings: [])
            report.found = AgingTotals(bucketCount: 6)
            return [report]
        }.text
        #expect(html.contains("No customer with open items has “none” in its name or code."))
        #expect(html.contains(#"<a href="/ar/report/?basis=invoice">Show all customers</a>"#))
        #expect(html.contains("add up to the control account’s balance of $18.00."))
        #expect(!html.contains("Nothing is open"))
    }

    private static func compared(_ request: AgingRequest) throws -> AgingReport {
        let whole = try Self.report(request)
        var rows = whole.rows
        rows[0].before = 2_500
        rows[1].before = 0
        var report = AgingReport(
            tenant: whole.tenant, request: request, currency: whole.currency, rows: rows,
            firstRow: 0, rowCount: 2, totals: whole.totals,
            controlBalance: whole.controlBalance, warnings: [])
        report.rollForward = try Self.forward(request)
        return report
    }

    private static func forward(_ request: AgingRequest) throws -> RollForward {
        func totals(_ amounts: [Int64]) throws -> AgingTotals {
            try AgingTotals([ReportFixtures.row(1, "", amounts)], bucketCount: 6)
        }
        return try RollForward(
            from: ReportFixtures.date("2026-08-31"), to: request.asOf,
            currency: ReportFixtures.currency("USD"),
            opening: totals([2_000, 0, 0, 0, 0, 500]),
            changes: [
                .aged: totals([-300, 300, 0, 0, 0, 0]), .invoiced: totals([900, 0, 0, 0, 0, 0]),
                .collected: totals([-1_600, 0, 0, 0, 0, 0]),
            ])
    }

    @Test func `shows what was open then and what moved it`() async throws {
        let html = try await Self.get("?compare=2026-08-31&sort=-change") {
            [try Self.compared($0)]
        }.text
        #expect(html.contains(#"aria-sort="descending"><a id="sort-USD-change""#))
        #expect(html.contains("<td class=\"num negative\">\u{2212}10.00</td>"))
        #expect(html.contains("<td class=\"num \">+3.00</td>"))
        #expect(html.contains(#"<h3 id="changes-USD">From 8/31/2026 to 9/30/2026</h3>"#))
        #expect(html.contains(#"<th scope="row">Collected</th>"#))
        #expect(!html.contains("Exchange differences") && !html.contains("Refunded"))
        #expect(html.contains("add up to the report, in every column."))
        #expect(
            html.contains(
                #"data-src="/ar/report/changes.json?compare=2026-08-31">"#))
    }

    @Test func `is loud when what moved does not lead to what is open`() async throws {
        let html = try await Self.get("?compare=2026-08-31") { request in
            var report = try Self.compared(request)
            report.rollForward = try RollForward(
                from: ReportFixtures.date("2026-08-31"), to: request.asOf,
                currency: report.currency, opening: report.totals,
                changes: [.invoiced: report.totals])
            return [report]
        }.text
        #expect(html.contains("do not add up to the report. Until this is explained"))
    }

    @Test func `gives its chart the same figures`() async throws {
        let reader = ReceivablesReader(
            stats: ReportFixtures.reader().stats,
            distribution: ReportFixtures.reader().distribution,
            customers: ReportFixtures.reader().customers,
            invoices: ReportFixtures.reader().invoices,
            aging: { _, request in [try Self.report(request)] },
            rollForward: { _, _, request in try Self.forward(request) })
        try await ReportFixtures.withServer(reader) { client in
            let response = try await client.execute(
                uri: "/ar/report/changes.json?compare=2026-08-31", method: .get)
            #expect(
                response.text == #"{"currency":"USD","steps":["#
                    + #"{"label":"8/31/2026","kind":"total","amount":"25.00"},"#
                    + #"{"label":"Invoiced","kind":"change","amount":"9.00"},"#
                    + #"{"label":"Collected","kind":"change","amount":"-16.00"},"#
                    + #"{"label":"9/30/2026","kind":"total","amount":"18.00"}]}"#)
            let without = try await client.execute(uri: "/ar/report/changes.json", method: .get)
            #expect(without.status == .badRequest)
        }
    }

    @Test func `leads to the ends of months, quarters and years`() async throws {
        let html = try await Self.get("?as_of=2026-08-31") { [try Self.report($0)] }.text
        for link in [
            #"<a href="/ar/report/" hx-boost="true">Today</a>"#,
            #"<a href="/ar/report/?as_of=2026-08-31" aria-current="true" hx-boost="true">Month end</a>"#,
            #"?as_of=2026-06-30" hx-boost="true">Quarter end</a>"#,
            #"?as_of=2025-12-31" hx-boost="true">Year end</a>"#,
            #"?as_of=2026-08-31&amp;compare=2026-08-24" hx-boost="true">A week before</a>"#,
            #"?as_of=2026-08-31&amp;compare=2026-07-31" hx-boost="true">Month end before</a>"#,
        ] {
            #expect(html.contains(link), "\(link)")
        }
    }

    @Test func `leads to the ends of the company's own quarters and years`() async throws {
        let reader = ReportFixtures.reader { [try Self.report($0)] }
        let html = try await ReportFixtures.withServer(reader, fiscalYearStart: 6) { client in
            try await client.execute(
                uri: "/ar/report/?as_of=2026-05-31", method: .get, headers: [.accept: "text/html"])
        }.text
        for link in [
            #"?as_of=2026-08-31" hx-boost="true">Month end</a>"#,
            #"?as_of=2026-08-31" hx-boost="true">Quarter end</a>"#,
            #"?as_of=2026-05-31" aria-current="true" hx-boost="true">Year end</a>"#,
            #"?as_of=2026-05-31&amp;compare=2025-05-31" hx-boost="true">Year end before</a>"#,
        ] {
            #expect(html.contains(link), "\(link)")
        }
    }
}
