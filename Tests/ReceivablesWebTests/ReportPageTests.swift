import Hummingbird
import HummingbirdTesting
import Kernel
import Synchronization
import Testing

@testable import Receivables

@Suite struct `The report page` {
    private static func get(
        _ query: String = "", locale: String = "en-US",
        aging: @escaping @Sendable (AgingRequest) throws -> [AgingReport] = { _ in
            [try ReportFixtures.small()]
        }
    ) async throws -> TestResponse {
        try await ReportFixtures.withServer(
            ReportFixtures.reader(aging: aging), locale: locale
        ) { client in
            try await client.execute(
                uri: "/ar/report/" + query, method: .get, headers: [.accept: "text/html"])
        }
    }

    @Test func `shows rows, totals, shares and that they tie`() async throws {
        let response = try await Self.get()
        let html = response.text
        #expect(response.status == .ok)
        #expect(response.headers[.cacheControl] == "no-store")
        #expect(html.contains(#"<td class="num ">1,234,567.89</td>"#))
        #expect(html.contains("<td class=\"num negative\">\u{2212}2.50</td>"))
        #expect(html.contains(#"<td class="num zero">0.00</td>"#))
        #expect(html.contains(#"<tr class="totals">"#))
        #expect(html.contains("<td class=\"num wide\">100.0\u{A0}%</td>"))
        #expect(
            html.contains("add up to the control account’s balance of $1,234,580.39."))
        #expect(html.contains("2 customers"))
        #expect(!html.contains("Difference:"))
        #expect(!html.contains("{{"))
    }

    @Test func `writes figures and dates as the tenant's people do`() async throws {
        let html = try await Self.get("?as_of=2026-09-30", locale: "de-DE").text
        #expect(html.contains("1.234.567,89"))
        #expect(html.contains("As of 30.09.2026"))
        #expect(html.contains(#"value="2026-09-30""#))
    }

    @Test func `shows names as text`() async throws {
        let html = try await Self.get { request in
            [
                try ReportFixtures.report(
                    request,
                    [ReportFixtures.row(1, ReportFixtures.hostileName, [1, 0, 0, 0, 0, 0])])
            ]
        }.text
        #expect(!html.contains("<script>"))
        #expect(
            html.contains(
                "<bdi>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &quot;O&#39;Neil"
                    + "&quot; \u{5E9}\u{5DC} 🧾</bdi>"))
    }

    @Test func `is loud about a difference and about warnings`() async throws {
        let html = try await Self.get { request in
            [
                try ReportFixtures.report(
                    request, [ReportFixtures.row(1, "A", [500, 0, 0, 0, 0, 0])], control: 499,
                    warnings: ["Careful <now>."])
            ]
        }.text
        #expect(html.contains(#"<p class="notice alarm" role="alert">"#))
        #expect(html.contains("a difference of $0.01."))
        #expect(html.contains("Careful &lt;now&gt;."))
        #expect(!html.contains("class=\"reconciled\""))
    }

    @Test func `says what to do when there is nothing`() async throws {
        let html = try await Self.get("?as_of=2001-01-01") { request in
            [try ReportFixtures.report(request, [])]
        }.text
        #expect(html.contains("Nothing is open on 1/1/2001."))
        #expect(html.contains("countinghouse import invoices.csv --tenant acme"))
        #expect(html.contains("<a class=\"button\" href=\"/ar/report/\">Show today instead</a>"))
        #expect(!html.contains("<table"))
    }

    @Test func `shows a hundred rows and the way to the others`() async throws {
        let long: @Sendable (AgingRequest) throws -> [AgingReport] = { _ in
            [try ReportFixtures.long(1_250)]
        }
        let first = try await Self.get("?basis=due", aging: long).text
        #expect(first.contains("1–100 of 1,250 customers"))
        #expect(first.contains(#"<a href="/ar/report/?page=2" rel="next" hx-boost="true">"#))
        #expect(!first.contains("rel=\"prev\""))
        #expect(first.contains("Customer 100<") && !first.contains("Customer 101<"))
        let last = try await Self.get("?page=13", aging: long).text
        #expect(last.contains("1,201–1,250 of 1,250 customers"))
        #expect(last.contains(#"<a href="/ar/report/" hx-boost="true">« First</a>"#))
        #expect(last.contains(#"<a href="/ar/report/?page=12" rel="prev" hx-boost="true">"#))
        #expect(!last.contains("rel=\"next\""))
        let past = try await Self.get("?page=14", aging: long)
        #expect(past.status == .notFound)
        #expect(past.headers[.contentType] == "text/html; charset=utf-8")
    }

    @Test func `leads from a customer to its documents and back`() async throws {
        let all = try await Self.get("?unapplied=separate&as_of=2026-09-29&q=ac").text
        #expect(all.contains(#"<a href="/ar/customers/7/?as_of=2026-09-29"><bdi>Acme Ltd</bdi>"#))
        #expect(
            all.contains(
                #"href="/ar/report/?as_of=2026-09-29&amp;unapplied=separate&amp;by=invoice"#
                    + #"&amp;customer=7">"#))
        let asked = Mutex<AgingRequest?>(nil)
        let one = try await Self.get("?by=invoice&customer=7") { request in
            asked.withLock { $0 = request }
            return [try ReportFixtures.byInvoice()]
        }.text
        #expect(asked.withLock { $0 }?.customer == ID(7))
        #expect(one.contains("Only <strong><bdi>Acme Ltd</bdi></strong>"))
        #expect(one.contains("<a href=\"/ar/report/\">All customers</a>"))
        #expect(!one.contains("JSON</a>"))
        #expect(one.contains(#"<a href="/ar/documents/41/"><bdi>INV-1</bdi></a>"#))
        #expect(
            one.contains(#"<input type="hidden" form="report-form" name="customer" value="7">"#))
        #expect(one.contains(#"<bdi>R-1</bdi></a> <span class="kind">Receipt</span></td>"#))
        #expect(one.contains(#"<th scope="row" colspan="5">Total <span class="narrow"#))
    }

    @Test func `keeps what was chosen`() async throws {
        let html = try await Self.get(
            "?as_of=2026-03-31&by=invoice&basis=invoice&buckets=7,14&unapplied=separate"
                + "&currency=EUR&known_at=2026-04-01T00:00:00Z"
        ) { request in [try ReportFixtures.report(request, [], currency: "EUR")] }.text
        for chosen in [
            #"value="2026-03-31""#, #"<option value="invoice" selected>Document</option>"#,
            #"<option value="invoice" selected>Document date</option>"#, #"value="7,14""#,
            #"<option value="separate" selected>"#, #"value="EUR""#,
            #"<input type="hidden" form="report-form" name="known_at" value="2026-04-01T00:00:00Z">"#,
        ] {
            #expect(html.contains(chosen))
        }
    }

    @Test(arguments: [
        ("?as_of=2026-02-30", "As of: There is no day 30 in month 2 of 2026.", "as-of"),
        ("?buckets=60,30", "Limits in days: The aging limits must be whole days", "buckets"),
        ("?currency=euro", "Currency: “euro” is not an ISO 4217 currency code", "currency"),
        ("?compare=2026-09-30", "Compare with: The day to compare with must be before", "compare"),
    ])
    func `shows the form again with what is wrong`(
        _ query: String, _ sentence: String, _ field: String
    ) async throws {
        let response = try await Self.get(query)
        #expect(response.status == .badRequest)
        #expect(response.text.contains(#"role="alert">\#(sentence)"#))
        let input = response.text.split(separator: "\n").first {
            $0.contains("<input id=\"\(field)\"")
        }
        #expect(input?.contains(#"aria-invalid="true" aria-describedby="form-error""#) == true)
        #expect(!response.text.contains("<table"))
    }

    @Test func `shows several currencies one below the other`() async throws {
        let html = try await Self.get("?currency=all") { request in
            [
                try ReportFixtures.small(),
                try ReportFixtures.report(
                    request, [ReportFixtures.row(1, "A", [5, 0, 0, 0, 0, 0])], currency: "JPY"),
            ]
        }.text
        #expect(html.contains(#"<h2 id="report-USD">US Dollar</h2>"#))
        #expect(html.contains(#"<h2 id="report-JPY">"#))
        #expect(html.contains(#"<td class="num ">5</td>"#))
    }

    @Test func `is a file for a spreadsheet too`() async throws {
        let page = try await Self.get("?buckets=30&sort=customer").text
        for kind in ["csv", "xlsx", "pdf"] {
            // Without download: what takes long is a page first, which has the file then.
            let address = "/ar/report/export.\(kind)?buckets=30&amp;sort=customer"
            #expect(page.contains(#"<a href="\#(address)">"#))
        }
        #expect(
            page.contains(#"<a href="/api/v1/reports/aging?buckets=30&amp;limit=50000">JSON</a>"#))
        try await ReportFixtures.withServer { client in
            let response = try await client.execute(
                uri: "/ar/report/aging.csv?as_of=2026-09-30", method: .get)
            #expect(response.headers[.contentType] == "text/csv; charset=utf-8")
            #expect(
                response.headers[.contentDisposition]
                    == "attachment; filename=\"aging-acme-2026-09-30.csv\"")
            #expect(response.text.hasPrefix("\u{FEFF}customer_id,customer"))
        }
    }
}
