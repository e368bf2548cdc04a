import Hummingbird
import HummingbirdTesting
import Kernel
import Testing

@testable import Receivables

@Suite
struct `The home page` {
    @Test(arguments: ["/", "/ar", "/ar/"])
    func `is where the server's start leads`(_ path: String) async throws {
        let response = try await AccountFixtures.get(path)
        #expect(response.status == .ok)
        #expect(response.text.contains("<h1>Receivables</h1>"))
    }

    @Test func `shows figures, each with the way to what it is made of`() async throws {
        let html = try await AccountFixtures.get("/").text
        #expect(html.contains(#"<a href="/ar/report/">$300.01</a>"#))
        #expect(html.contains("8 open invoices of 3 customers"))
        #expect(
            html.contains(#"<a href="/ar/customers/?sort=overdue">$100.00</a>"#))
        #expect(html.contains("33.3\u{A0}% of what is open"))
        #expect(html.contains(#"<a href="/ar/report/?buckets=90">$20.00</a>"#))
        #expect(html.contains(#"<a href="/ar/report/?by=invoice&amp;sort=-days">10.2</a>"#))
        // 300.01 ÷ 600.02 × 90.
        #expect(html.contains(##"<a href="#measures">45.0</a>"##))
        #expect(html.contains("best possible 30.0"))
        #expect(html.contains("$300.01 ÷ $600.02 × 90"))
        #expect(html.contains("The open items add up to the balance of the control account."))
        #expect(html.contains(#"data-chart="aging" data-src="/ar/api/aging-chart/""#))
        #expect(html.contains(#"data-chart="trend" data-src="/ar/api/balance-trend/""#))
        #expect(html.contains("5 new, 1 unchanged, 2 rejected"))
        #expect(html.contains("Nobody owes less that is overdue than a week ago."))
        #expect(!html.contains("Make the figures whole"))
        #expect(html.contains(AccountFixtures.escaped))
        #expect(!html.contains("<script>alert"))
    }

    @Test func `alarms when the control account says otherwise`() async throws {
        var reader = AccountFixtures.reader()
        reader.home = { _, day in
            try AccountFixtures.overview(
                day, steps: FirstSteps(hasInvoices: true, hasReceipts: true, hasContacts: true),
                open: 30_002)
        }
        let html = try await AccountFixtures.get("/", reader).text
        #expect(
            html.contains(
                "The open items add up to $300.02, the control account&#39;s balance is $300.01."))
        #expect(!html.contains("class=\"reconciled\""))
    }

    @Test func `leads to the next step and shows no figures before there are any`() async throws {
        var reader = AccountFixtures.reader()
        reader.home = { _, day in
            try AccountFixtures.overview(
                day,
                steps: FirstSteps(hasInvoices: false, hasReceipts: false, hasContacts: false))
        }
        let html = try await AccountFixtures.get("/", reader).text
        #expect(html.contains("Start with your open invoices"))
        #expect(html.contains(#"<a class="button primary" href="/import/">Import invoices</a>"#))
        #expect(!html.contains("Total open"))
        let reading = try await AccountFixtures.get("/", reader, permissions: [.readReceivables])
        #expect(!reading.text.contains("Import invoices"))
        #expect(html.contains(#"<a href="/import/">Import</a>"#))
        #expect(!reading.text.contains(#"href="/import/""#))
        #expect(reading.text.contains("There is nothing here yet"))
        reader.home = { _, day in
            try AccountFixtures.overview(
                day, steps: FirstSteps(hasInvoices: true, hasReceipts: false, hasContacts: false))
        }
        let begun = try await AccountFixtures.get("/", reader).text
        #expect(begun.contains("Make the figures whole"))
        #expect(begun.contains(">Import payments</a>"))
        #expect(begun.contains("Total open"))
    }

    @Test func `gives its charts what the page shows`() async throws {
        let aging = try await AccountFixtures.get("/ar/api/aging-chart/")
        #expect(
            aging.text == """
                {"currency":"USD","buckets":[{"label":"Current","amount":"0.01","share":"-0.4"},\
                {"label":"1–30","amount":"0.00","share":"0.0"},\
                {"label":"31–60","amount":"-2.50","share":"102.9"},\
                {"label":"61–90","amount":"0.00","share":"0.0"},\
                {"label":"91–120","amount":"0.00","share":"0.0"},\
                {"label":"120+","amount":"0.06","share":"-2.5"}]}
                """)
        let trend = try await AccountFixtures.get("/ar/api/balance-trend/")
        #expect(
            trend.text.hasPrefix(
                #"{"currency":"USD","points":[{"date":"2026-07-01","total":"0.00","overdue":"0.00"}"#
            ))
        #expect(trend.text.contains(#""date":"2026-09-30""#))
    }
}
