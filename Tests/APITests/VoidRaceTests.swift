import BooksTestSupport
import Formats
import Receivables
import Testing

@Suite struct `Voiding only what was read` {
    @Test func `is refused where somebody settles it at the same time`() async throws {
        try await APISite.use { site in
            let customer = try await site.customer("A")
            let invoice = try await site.document("invoices", customer, "R", "100.00")
            let receipt = try await site.document("receipts", customer, "P", "60.00")
            let path = "/api/v1/invoices/\(invoice)/"
            let known = try #require(try await site.get(path).tag)
            let request = AllocationRequest(
                credit: try #require(DocumentID(receipt)),
                target: try #require(DocumentID(invoice)),
                minorUnits: 1_000)
            let books = site.books
            let answer = try await books.race { connection in
                _ = try books.posting.allocate(books.scope, [request], on: connection)
            } against: {
                try await site.send(.post, "\(path)void/", "", match: known)
            }
            #expect(answer.status == 412 && answer.code == "precondition_failed")
            let left = try await site.get(path)
            #expect(left["status"]?.text == "posted" && left.amount("open") == "90.00")
            let again = try await site.send(.post, "\(path)void/", "", match: left.tag)
            #expect(again.status == 200 && again["status"]?.text == "void")
        }
    }
}
