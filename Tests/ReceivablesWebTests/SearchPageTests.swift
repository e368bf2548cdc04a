import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Kernel
import Testing

@testable import Receivables

@Suite
struct `The search page` {
    @Test func `shows what was found, escaped`() async throws {
        let response = try await AccountFixtures.get("/ar/search?q=%3Cscript%3E")
        #expect(response.status == .ok)
        let html = response.text
        #expect(html.contains("for “<bdi>&lt;script&gt;</bdi>”"))
        #expect(html.contains(AccountFixtures.escaped))
        #expect(!html.contains("<script>alert"))
        #expect(html.contains(#"<a href="/ar/customers/?q=%3Cscript%3E">All that match</a>"#))
        // The fixture's balance is the number of hits asked for.
        #expect(html.contains(#"<td class="num ">0.50</td>"#))
    }

    @Test func `gives the box in the header a few hits alone`() async throws {
        let name = try #require(HTTPField.Name("HX-Request"))
        let response = try await AccountFixtures.get("/ar/search?q=ab", headers: [name: "true"])
        let html = response.text
        #expect(!html.contains("<html"))
        #expect(html.contains(#"<a href="/ar/customers/12/">"#))
        #expect(html.contains(">0.05</span>"))
        #expect(html.contains(#"<a href="/ar/search?q=ab">All that was found</a>"#))
        #expect(response.headers[.vary]?.contains("HX-Request") == true)
    }

    @Test func `asks nothing where nothing is asked`() async throws {
        var reader = AccountFixtures.reader()
        reader.search = { _, terms, _, _ in
            #expect(terms.isEmpty)
            return .none
        }
        let html = try await AccountFixtures.get("/ar/search", reader).text
        #expect(html.contains("<h1>Search</h1>"))
        #expect(!html.contains("Nothing was found"))
    }
}
