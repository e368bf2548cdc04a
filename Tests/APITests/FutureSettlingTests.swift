import BooksTestSupport
import Formats
import Kernel
import Receivables
import Testing

/// What is open of a document is told without a day, and figures are told as of one: what settles
/// it must not lie between the two.
@Suite struct `Settling on a day that is still to come` {
    private struct Days {
        let today: LocalDate
        let tomorrow: LocalDate

        init(_ site: APISite) throws {
            today = site.scope.today()
            tomorrow = try today.adding(days: 1)
        }
    }

    @Test func `is refused of write-offs, refunds and allocations`() async throws {
        try await APISite.use { site in
            let days = try Days(site)
            let customer = try await site.customer("A")
            let invoice = try await site.document("invoices", customer, "R", "50.00")
            let receipt = try await site.document("receipts", customer, "P", "60.00")
            let money = APISite.money("10.00")
            func bodies(_ day: String) -> [(path: String, body: String)] {
                [
                    (
                        "write-offs",
                        """
                        {"document_id": "\(invoice)", "amount": \(money), "date": "\(day)"}
                        """
                    ),
                    (
                        "refunds",
                        """
                        {"credit_id": "\(receipt)", "number": "F", "amount": \(money),
                         "date": "\(day)"}
                        """
                    ),
                    (
                        "allocations",
                        """
                        {"credit_id": "\(receipt)", "document_id": "\(invoice)",
                         "amount": \(money), "date": "\(day)"}
                        """
                    ),
                    (
                        "receipts",
                        """
                        {"customer_id": "\(customer)", "number": "P-2", "date": "2026-03-01",
                         "amount": \(money), "applications": [{"invoice_id": "\(invoice)",
                         "amount": \(money), "date": "\(day)"}]}
                        """
                    ),
                ]
            }
            for day in ["\(days.tomorrow)", "9999-12-31"] {
                for (path, body) in bodies(day) {
                    let answer = try await site.post("/api/v1/\(path)/", body)
                    #expect(answer.status == 400 && answer.code == "date_in_future", "\(path)")
                }
            }
            #expect(try await site.get("/api/v1/invoices/\(invoice)/").amount("open") == "50.00")
            for (path, body) in bodies("\(days.today)") {
                #expect(try await site.post("/api/v1/\(path)/", body).status == 201, "\(path)")
            }
            let open = try await site.get("/api/v1/invoices/\(invoice)/").amount("open")
            let asOf = try await site.books.report(asOf: days.today) { $0.rows = .invoice }
            let item = asOf.rows.first { "\($0.id)" == invoice }
            #expect(open == "20.00" && item?.total == 2_000)
        }
    }

    @Test func `is what a cheque of next week does on its own day`() async throws {
        try await APISite.use { site in
            let days = try Days(site)
            let customer = try await site.customer("A")
            let invoice = try await site.document("invoices", customer, "R", "50.00")
            let cheque = try await site.document(
                "receipts", customer, "P", "60.00", date: "\(days.tomorrow)")
            let money = APISite.money("10.00")
            let refund = try await site.post(
                "/api/v1/refunds/",
                """
                {"credit_id": "\(cheque)", "number": "F", "amount": \(money),
                 "date": "\(days.tomorrow)"}
                """)
            #expect(refund.status == 201)
            let made = try await site.post(
                "/api/v1/allocations/",
                """
                {"credit_id": "\(cheque)", "document_id": "\(invoice)", "amount": \(money),
                 "date": "\(days.tomorrow)"}
                """)
            #expect(made.status == 201)
            #expect(made.items.first?["date"]?.text == "\(days.tomorrow)")
            #expect(try await site.parts.services.rollups.verify(site.scope).isEmpty)
        }
    }

    @Test func `is what every way to settle an invoice of next week does on its own day`()
        async throws
    {
        try await APISite.use { site in
            let today = site.scope.today()
            let (day, after) = (try today.adding(days: 7), try today.adding(days: 8))
            let customer = try await site.customer("A")
            let invoice = try await site.document(
                "invoices", customer, "R", "50.00", date: "\(day)")
            let receipt = try await site.document(
                "receipts", customer, "P", "50.00", date: "\(today)")
            let money = APISite.money("10.00")
            let settling: [(path: String, body: (String) -> String)] = [
                (
                    "allocations",
                    {
                        """
                        {"credit_id": "\(receipt)", "document_id": "\(invoice)",
                         "amount": \(money), "date": "\($0)"}
                        """
                    }
                ),
                (
                    "receipts",
                    {
                        """
                        {"customer_id": "\(customer)", "number": "P-2", "date": "\(today)",
                         "amount": \(money), "applications": [{"invoice_id": "\(invoice)",
                         "amount": \(money), "date": "\($0)"}]}
                        """
                    }
                ),
                (
                    "write-offs",
                    {
                        """
                        {"document_id": "\(invoice)", "amount": \(money), "date": "\($0)"}
                        """
                    }
                ),
            ]
            for (path, body) in settling {
                let late = try await site.post("/api/v1/\(path)/", body("\(after)"))
                #expect(late.status == 400 && late.code == "date_in_future", "\(path)")
                let made = try await site.post("/api/v1/\(path)/", body("\(day)"))
                #expect(made.status == 201, "\(path): \(made.text)")
            }
            let left = try await site.get("/api/v1/invoices/\(invoice)/")
            #expect(left.amount("open") == "20.00")
            let off = try await site.get("/api/v1/write-offs/?document_id=\(invoice)")
            #expect(off.texts("date") == ["\(day)"])
            let asOf = try await site.books.report(asOf: day) { $0.rows = .invoice }
            let item = asOf.rows.first { "\($0.id)" == invoice }
            #expect(item?.total == 2_000)
            #expect(try await site.parts.services.rollups.verify(site.scope).isEmpty)
        }
    }
}
