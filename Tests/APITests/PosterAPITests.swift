import Identity
import Kernel
import Tenancy
import Testing

/// A program that may post and may not read is answered with what it posted, and with nothing else.
@Suite struct `A key that may post alone` {
    private static let money = #"{"amount": "10.00", "currency": "USD"}"#

    @Test func `does all that the description says it may`() async throws {
        try await APISite.use { site in
            let maker = Scope.unrestricted(site.scope.tenant, actor: .commandLine)
            let key = try await site.parts.services.keys.create(
                maker, name: "poster", permissions: [.postReceivables], days: 1, at: .now()
            ).secret.text
            func send(_ path: String, _ body: String = "{}") async throws -> APIResponse {
                try await site.send(.post, "/api/v1/\(path)/", body, as: key)
            }
            let customer = try await send("customers", #"{"code": "A", "name": "A Ltd"}"#)
            #expect(customer.status == 201, "\(customer.text)")
            let changed = try await site.send(
                .patch, "/api/v1/customers/\(customer.id)/", #"{"name": "B Ltd"}"#, as: key)
            #expect(changed.status == 200, "\(changed.text)")
            func document(_ number: String, _ more: String = "") -> String {
                """
                {"customer_id": "\(customer.id)", "number": "\(number)", "date": "2026-03-01",
                    "amount": \(Self.money)\(more)}
                """
            }
            let line = #", "lines": [{"description": "Work", "amount": \#(Self.money)}]"#
            let plain = try await send("invoices", document("1"))
            let lined = try await send("invoices", document("2", line))
            let spare = try await send("invoices", document("3"))
            let receipt = try await send("receipts", document("4"))
            let credit = try await send("credit-notes", document("5"))
            for made in [plain, lined, spare, receipt, credit] {
                #expect(made.status == 201, "\(made.text)")
            }
            let allocated = try await send(
                "allocations",
                """
                {"credit_id": "\(receipt.id)", "document_id": "\(plain.id)",
                    "amount": \(Self.money)}
                """)
            #expect(allocated.status == 201, "\(allocated.text)")
            let written = try await send(
                "write-offs", #"{"document_id": "\#(lined.id)", "amount": \#(Self.money)}"#)
            #expect(written.status == 201, "\(written.text)")
            #expect(try await send("invoices/\(spare.id)/void").status == 200)
            for path in ["invoices/\(plain.id)", "customers/\(customer.id)", "invoices"] {
                let read = try await site.get("/api/v1/\(path)/", as: key)
                #expect(read.status == 403 && read.code == "not_permitted", "\(path)")
            }
        }
    }
}
