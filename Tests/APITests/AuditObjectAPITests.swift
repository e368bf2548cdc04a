import Formats
import HTTPTypes
import Testing

/// Whoever asks what was done to one thing of the books finds it, also where many were done at once.
@Suite struct `Records of one thing over the API` {
    private static let count = 60

    private static func batch(
        _ site: APISite, _ path: String, _ items: [String]
    ) async throws -> [String] {
        let made = try await site.post(
            "/api/v1/\(path)/batch/",
            "{\"mode\": \"all\", \"items\": [\(items.joined(separator: ","))]}"
        ).texts("id")
        try #require(made.count == items.count)
        return made
    }

    /// What was done to it, the newest first.
    private static func done(
        _ site: APISite, _ object: String, _ id: String, as owner: String
    ) async throws -> [String] {
        try await site.get("/api/v1/audit/?object=\(object)&id=\(id)", as: owner).texts("action")
    }

    @Test func `are found for each of a batch`() async throws {
        try await APISite.use { site in
            let owner = try await site.person(.owner)
            let customers = try await Self.batch(
                site, "customers",
                (0..<Self.count).map { #"{"code": "C\#($0)", "name": "x"}"# })
            let money = APISite.money("100.00")
            let invoices = try await Self.batch(
                site, "invoices",
                customers.map {
                    """
                    {"customer_id": "\($0)", "number": "R", "date": "2026-03-01",
                     "amount": \(money)}
                    """
                })
            for place in [0, 1, 54, Self.count - 1] {
                let customer = try await Self.done(site, "customer", customers[place], as: owner)
                #expect(customer == ["customer.created"])
                let invoice = try await Self.done(site, "document", invoices[place], as: owner)
                #expect(invoice == ["document.posted"])
            }
            _ = try await site.post("/api/v1/invoices/\(invoices[54])/void/", "")
            let voided = try await Self.done(site, "document", invoices[54], as: owner)
            #expect(voided == ["document.voided", "document.posted"])
            // Nothing of another kind, of another id or of what is none.
            for (object, id) in [
                ("allocation", invoices[0]), ("document", "999999"), ("document", "R"),
                ("document", "0\(invoices[0])"), ("document", "99999999999999999999"),
            ] {
                let found = try await site.get(
                    "/api/v1/audit/?object=\(object)&id=\(id)", as: owner)
                #expect(found.status == 200 && found.items.isEmpty, "\(object) \(id)")
            }
            // Of whatever kind, it is among what has that id.
            let any = try await site.get("/api/v1/audit/?id=\(invoices[54])", as: owner)
            let acts = Set(any.texts("action"))
            #expect(acts.isSuperset(of: ["document.voided", "document.posted"]))
        }
    }

    @Test func `are found for an allocation, made alone or with others`() async throws {
        try await APISite.use { site in
            let owner = try await site.person(.owner)
            let customer = try await site.customer("A")
            let first = try await site.document("invoices", customer, "R-1", "100.00")
            let second = try await site.document("invoices", customer, "R-2", "100.00")
            let receipt = try await site.document("receipts", customer, "P", "60.00")
            let alone = try await site.post(
                "/api/v1/allocations/",
                """
                {"credit_id": "\(receipt)", "document_id": "\(first)",
                 "amount": \(APISite.money("40.00"))}
                """)
            let id = try #require(alone.items.first?["id"]?.text)
            _ = try await site.post("/api/v1/allocations/\(id)/reverse/", "")
            let path = "/api/v1/audit/?object=allocation"
            let records = try await site.get("\(path)&id=\(id)", as: owner).items
            #expect(
                records.compactMap { $0["action"]?.text }
                    == ["allocation.reversed", "allocation.made"])
            #expect(records.compactMap { $0["object"]?["id"]?.text } == [id, id])
            // Minor units say nothing without their currency.
            let piece = try #require(records.last?["after"]?["pieces"]?.elements.first)
            #expect(piece["minor_units"] == .number("4000"))
            #expect(piece["currency"] == .string("USD"))
            let applications = [first, second].map {
                "{\"invoice_id\": \"\($0)\", \"amount\": \(APISite.money("1.00"))}"
            }
            let made = try await site.post(
                "/api/v1/receipts/",
                """
                {"customer_id": "\(customer)", "number": "P-2", "date": "2026-03-02",
                 "amount": \(APISite.money("2.00")),
                 "applications": [\(applications.joined(separator: ","))]}
                """)
            let pieces = try await site.get("/api/v1/allocations/?credit_id=\(made.id)").texts("id")
            #expect(pieces.count == 2)
            for piece in pieces {
                let found = try await Self.done(site, "allocation", piece, as: owner)
                #expect(found == ["allocation.made"])
            }
        }
    }
}
