import Hummingbird
import HummingbirdTesting
import Kernel
import Tenancy
import Testing

@testable import Receivables

@Suite
struct `The pages of customers and documents` {
    @Test func `list customers with totals, sorting and pages`() async throws {
        let html = try await AccountFixtures.get("/ar/customers/?q=a%26b&sort=overdue&page=2").text
        #expect(html.contains(AccountFixtures.escaped))
        #expect(!html.contains("<script>alert"))
        #expect(html.contains(#"<a href="/ar/customers/12/">"#))
        #expect(html.contains(#"<td class="num ">1,234.50</td>"#))
        #expect(html.contains("<td class=\"num negative\">\u{2212}0.50</td>"))
        #expect(html.contains(#"<td class="num ">9,999.99</td>"#))
        #expect(html.contains("101–200 of 250 customers"))
        #expect(html.contains("Total of all 250"))
        #expect(html.contains(#"value="a&amp;b""#))
        #expect(
            html.contains(
                #"aria-sort="descending"><a href="/ar/customers/?q=a%26b&amp;sort=overdue&amp;order=asc">"#
            ))
        #expect(
            html.contains(#"href="/ar/customers/?q=a%26b&amp;sort=overdue&amp;page=3" rel="next""#))
        #expect(html.contains(#"href="/ar/customers/?q=a%26b&amp;sort=overdue" rel="prev""#))
    }

    @Test(arguments: [
        "/ar/customers/?sort=code", "/ar/customers/?page=0", "/ar/customers/?as_of=31.12.2026",
        "/ar/customers/?nothing=1", "/ar/customers/12/?view=all", "/ar/documents/41/?order=up",
        "/ar/search?p=1",
    ])
    func `refuse what they do not know`(_ uri: String) async throws {
        #expect(try await AccountFixtures.get(uri).status == .badRequest)
    }

    @Test(arguments: [
        "/ar/customers/13/", "/ar/customers/0/", "/ar/customers/abc/", "/ar/customers/012/",
        "/ar/customers/99999999999999999999/", "/ar/documents/42/", "/ar/documents/x/",
    ])
    func `are not there for an id that nobody has`(_ uri: String) async throws {
        let response = try await AccountFixtures.get(uri)
        #expect(response.status == .notFound)
        #expect(response.text.contains("There is no such"))
    }

    @Test func `show a customer with everything escaped`() async throws {
        let html = try await AccountFixtures.get("/ar/customers/12/").text
        #expect(html.contains("<h1><bdi>\(AccountFixtures.escaped)"))
        #expect(!html.contains("<script>alert"))
        #expect(html.contains("$1,234.50"))
        #expect(html.contains("10 days"))
        #expect(html.contains("Not known yet"))
        #expect(html.contains("<bdi>a&quot;b@example.com</bdi>"))
        #expect(!html.contains("mailto:a"))
        #expect(html.contains(#"href="tel:+120255501""#))
        #expect(html.contains(#"<p class="note-text"><bdi>&lt;script&gt;"#))
        #expect(html.contains(#"name="csrf_token" value="token-of-ann."#))
        #expect(html.contains(#"<a href="/ar/documents/41/">"#))
        #expect(html.contains("Disputed"))
    }

    @Test func `keep the day asked about in every link`() async throws {
        let html = try await AccountFixtures.get("/ar/customers/12/?as_of=2026-09-25").text
        #expect(html.contains(#"<a href="/ar/documents/41/?as_of=2026-09-25">"#))
        #expect(html.contains(#"href="/ar/customers/12/?view=documents&amp;as_of=2026-09-25""#))
        #expect(html.contains("5 days"))
        #expect(html.contains(#"<a href="/ar/customers/12/">show today</a>"#))
    }

    @Test func `offer a statement of a time as files`() async throws {
        let html = try await AccountFixtures.get(
            "/ar/customers/12/?view=statement&from=2026-01-01&to=2026-06-30"
        ).text
        for ending in ["pdf", "xlsx", "csv"] {
            #expect(
                html.contains(
                    "/ar/customers/12/statement.\(ending)?from=2026-01-01&amp;to=2026-06-30"))
        }
        let wrong = try await AccountFixtures.get(
            "/ar/customers/12/?view=statement&from=2026-07-01&to=2026-06-30"
        ).text
        #expect(wrong.contains("The first date must not be later than the last one."))
        #expect(wrong.contains(#"aria-invalid="true""#))
        let usual = try await AccountFixtures.get("/ar/customers/12/?view=statement").text
        #expect(usual.contains("from=2026-06-30&amp;to=2026-09-30"))
    }

    @Test func `show a document with what moved it`() async throws {
        let html = try await AccountFixtures.get("/ar/documents/41/").text
        #expect(html.contains("<h1>Invoice <bdi>\(AccountFixtures.escaped)"))
        #expect(!html.contains("<script>alert"))
        #expect(html.contains("10 days overdue"))
        #expect(html.contains(#"<a href="/ar/documents/42/">"#))
        #expect(html.contains("<td class=\"num negative\">\u{2212}765.50</td>"))
        #expect(html.contains(#"<a href="/import/3/">"#))
        #expect(html.contains(#"href="/ar/documents/41/?order=recorded""#))
        #expect(html.contains("1100 &lt;script&gt;"))
    }

    @Test func `write amounts and dates as the tenant's people do`() async throws {
        let html = try await AccountFixtures.get("/ar/customers/12/", locale: "de-DE").text
        #expect(html.contains("1.234,50\u{A0}$"))
        #expect(html.contains("20.09.2026"))
    }
}
