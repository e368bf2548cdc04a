import BooksTestSupport
import Formats
import HTTPTypes
import Kernel
import Receivables
import Testing

@Suite struct `Taking a write-off back over the API` {
    private static func writeOff(
        _ site: APISite, _ document: String, _ amount: String
    ) async throws -> APIResponse {
        try await site.post(
            "/api/v1/write-offs/",
            """
            {"document_id": "\(document)", "amount": \(APISite.money(amount)),
             "date": "2026-04-01"}
            """)
    }

    @Test func `opens again what was written off`() async throws {
        try await APISite.use { site in
            let customer = try await site.customer("A")
            let invoice = try await site.document("invoices", customer, "R", "100.00")
            let before = try await site.books.journal()
            let made = try await Self.writeOff(site, invoice, "100.00")
            let id = try #require(made.items.first?["id"]?.text)
            #expect(made.items[0]["reversed"] == .boolean(false))
            let path = "/api/v1/write-offs/\(id)/"
            let tag = try #require(try await site.get(path).tag)
            func reverse(_ body: String = "") async throws -> APIResponse {
                try await site.send(.post, "\(path)reverse/", body, once: "back", match: tag)
            }
            let back = try await reverse()
            #expect(back.status == 200 && back.id == id && back["reversed"] == .boolean(true))
            #expect(back.amount("amount") == "100.00" && back["date"]?.text == "2026-04-01")
            let again = try await reverse()
            #expect(again.status == 200 && again.text == back.text)
            #expect(again.isReplay)
            let saysNothing = try await reverse("{}")
            #expect(saysNothing.isReplay && saysNothing.text == back.text)
            let stale = try await site.send(.post, "\(path)reverse/", "", match: tag)
            #expect(stale.status == 412 && stale.code == "precondition_failed")
            let twice = try await site.post("\(path)reverse/", "")
            #expect(twice.status == 409 && twice.code == "write_off_reversed")
            #expect(try await site.get("/api/v1/invoices/\(invoice)/").amount("open") == "100.00")
            let listed = try await site.get("/api/v1/write-offs/?document_id=\(invoice)")
            #expect(listed.items.map { $0["reversed"] } == [.boolean(true)])
            #expect(try await site.books.journal() == before)
            #expect(try await site.books.differences() == [])
            #expect(try await site.records("document.write_off_reversed") == 1)
        }
    }

    @Test func `takes a write-off back for those alone who may`() async throws {
        try await APISite.use { site in
            let customer = try await site.customer("A")
            let receipt = try await site.document("receipts", customer, "P", "50.00")
            let id = try await Self.writeOff(site, receipt, "10.00").items[0]["id"]?.text ?? ""
            let path = "/api/v1/write-offs/\(id)/reverse/"
            let group = try await site.parts.services.groups.create(site.scope, "North")
            for bearer in [
                try await site.limited(to: group.rawValue), try await site.person(.viewer),
            ] {
                #expect(try await site.send(.post, path, "", as: bearer).status == 403)
            }
            for (address, sender) in [
                (path, site.foreignKey), ("/api/v1/write-offs/999999/reverse/", site.key),
                ("/api/v1/write-offs/x/reverse/", site.key),
            ] {
                let refused = try await site.send(.post, address, "", as: sender)
                #expect(refused.status == 404 && refused.code == "write_off_unknown")
            }
            #expect(try await site.get("/api/v1/receipts/\(receipt)/").amount("open") == "40.00")
            #expect(try await site.post(path, "").status == 200)
            #expect(try await site.get("/api/v1/receipts/\(receipt)/").amount("open") == "50.00")
        }
    }

    @Test func `does not take a write-off back that went with its document`() async throws {
        try await APISite.use { site in
            let customer = try await site.customer("A")
            let invoice = try await site.document("invoices", customer, "R", "100.00")
            let id = try await Self.writeOff(site, invoice, "30.00").items[0]["id"]?.text ?? ""
            _ = try await site.post("/api/v1/invoices/\(invoice)/void/", "")
            #expect(try await site.get("/api/v1/write-offs/\(id)/")["reversed"] == .boolean(true))
            let refused = try await site.post("/api/v1/write-offs/\(id)/reverse/", "")
            #expect(refused.status == 409 && refused.code == "write_off_reversed")
            #expect(try await site.books.journal() == [])
        }
    }

    @Test func `takes a write-off back once, whoever asks at the same time`() async throws {
        try await APISite.use { site in
            let customer = try await site.customer("A")
            let invoice = try await site.document("invoices", customer, "R", "100.00")
            let id = try await Self.writeOff(site, invoice, "30.00").items[0]["id"]?.text ?? ""
            let path = "/api/v1/write-offs/\(id)/"
            let known = try #require(try await site.get(path).tag)
            let books = site.books
            let document = try #require(DocumentID(invoice))
            let record = try #require(try await books.writeOffs(of: document).first)
            let late = try await books.race { connection in
                try books.posting.reverse(books.scope, record, on: connection)
            } against: {
                try await site.send(.post, "\(path)reverse/", "", match: known)
            }
            #expect(late.status == 412)
            #expect(try await site.post("\(path)reverse/", "").code == "write_off_reversed")
            #expect(try await site.get("/api/v1/invoices/\(invoice)/").amount("open") == "100.00")
            #expect(try await books.differences() == [])
        }
    }
}
