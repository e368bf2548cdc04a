import BooksTestSupport
import Formats
import HTTPTypes
import Kernel
import Receivables
import Testing

@Suite struct `Taking an allocation back over the API` {
    /// An allocation of 40.00 to an invoice of 100.00; returns its id and the invoice's.
    private static func allocation(_ site: APISite) async throws -> (id: String, invoice: String) {
        let customer = try await site.customer("A")
        let invoice = try await site.document("invoices", customer, "R", "100.00")
        let receipt = try await site.document("receipts", customer, "P", "60.00")
        let made = try await site.post(
            "/api/v1/allocations/",
            """
            {"credit_id": "\(receipt)", "document_id": "\(invoice)",
             "amount": \(APISite.money("40.00"))}
            """)
        return (try #require(made.items.first?["id"]?.text), invoice)
    }

    @Test func `asks for the one that was read`() async throws {
        try await APISite.use { site in
            let (id, invoice) = try await Self.allocation(site)
            let path = "/api/v1/allocations/\(id)/"
            let tag = try #require(try await site.get(path).tag)
            func reverse(_ match: String, once: String? = nil) async throws -> APIResponse {
                try await site.send(.post, "\(path)reverse/", "", once: once, match: match)
            }
            let other = try await reverse(#""other""#)
            #expect(other.status == 412 && other.code == "precondition_failed")
            #expect(try await site.get(path)["reversed"] == .boolean(false))
            let back = try await reverse(tag, once: "back")
            #expect(back.status == 200 && back["reversed"] == .boolean(true))
            #expect(back.amount("amount") == "40.00")
            let again = try await reverse(tag, once: "back")
            #expect(again.status == 200 && again.text == back.text && again.isReplay)
            let stale = try await reverse(tag)
            #expect(stale.status == 412 && stale.code == "precondition_failed")
            for match in ["*", try #require(try await site.get(path).tag)] {
                let twice = try await reverse(match)
                #expect(twice.status == 409 && twice.code == "allocation_reversed")
            }
            #expect(try await site.get("/api/v1/invoices/\(invoice)/").amount("open") == "100.00")
            #expect(try await site.books.differences() == [])
            #expect(try await site.records("allocation.reversed") == 1)
        }
    }

    @Test func `is done once, whoever asks at the same time`() async throws {
        try await APISite.use { site in
            let (id, invoice) = try await Self.allocation(site)
            let path = "/api/v1/allocations/\(id)/"
            let known = try #require(try await site.get(path).tag)
            let books = site.books
            let allocation = try #require(AllocationID(id))
            let late = try await books.race { connection in
                try books.posting.reverse(books.scope, allocation, on: connection)
            } against: {
                try await site.send(.post, "\(path)reverse/", "", match: known)
            }
            #expect(late.status == 412)
            #expect(try await site.get("/api/v1/invoices/\(invoice)/").amount("open") == "100.00")
            #expect(try await books.differences() == [])
        }
    }
}
