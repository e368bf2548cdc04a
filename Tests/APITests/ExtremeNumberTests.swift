import Formats
import Receivables
import Testing
import WebSupport

/// Numbers from outside that no books hold: each is refused in words, and the program goes on.
@Suite struct `The largest and the least of numbers` {
    private static let extremes = [
        "9223372036854775807", "-9223372036854775808", "9223372036854775808", "-1", "2147483647",
        "-2147483648", "1e400", "1e-9223372036854775808",
    ]

    private static let lists: [(String, DocumentKind)] = [
        ("invoices", .invoice), ("credit-notes", .creditNote), ("receipts", .receipt),
        ("refunds", .refund), ("opening-balances", .openingBalance),
    ]

    @Test(arguments: lists, ["id", "date", "due_date", "amount"])
    func `are no places in lists of documents`(
        list: (path: String, kind: DocumentKind), sort: String
    ) async throws {
        let mark = RegisterQuestion(kind: list.kind, today: "2026-01-01").list
        try await APISite.use { site in
            for order in ["asc", "desc"] {
                for key in Self.extremes {
                    let answer = try await site.get(
                        "/api/v1/\(list.path)/?sort=\(sort)&order=\(order)"
                            + "&after=\(sort).\(order).\(key).1.\(mark)")
                    let isPlace =
                        key == "9223372036854775807" && sort == "id"
                        || key == "2147483647" && ["id", "amount"].contains(sort)
                        || ["-1", "-2147483648"].contains(key) && sort == "amount"
                        || key == "-1" && ["date", "due_date"].contains(sort)
                    #expect(answer.status == (isPlace ? 200 : 400), "\(key)")
                    #expect(isPlace || answer.code == "cursor_invalid", "\(key)")
                }
            }
        }
    }

    @Test(
        arguments: [
            "customers", "contacts", "groups", "payment-terms", "allocations", "write-offs",
            "rates",
            "imports", "exports", "jobs", "webhooks", "audit", "reports/aging", "users",
        ])
    func `are no places in other lists`(list: String) async throws {
        try await APISite.use { site in
            for key in Self.extremes {
                for after in [key, "\(key)-1", "1-\(key)", "\(key)-\(key)", "name.asc.\(key).A"] {
                    let cursor = ListMark("/api/v1/\(list)/").cursor(after)
                    let answer = try await site.get("/api/v1/\(list)/?after=\(cursor)")
                    #expect(answer.status < 500, "\(list) \(after)")
                }
            }
        }
    }

    @Test(arguments: extremes)
    func `are no members of objects`(number: String) async throws {
        try await APISite.use { site in
            let terms = try await site.post(
                "/api/v1/payment-terms/", #"{"name": "x", "due_days": \#(number)}"#)
            #expect(terms.status == 400 && terms.code == "member_type_wrong")
            let allocation = try await site.post(
                "/api/v1/allocations/",
                """
                {"credit_id": "1", "document_id": "2", "instalment": \(number),
                 "amount": \(APISite.money("1.00"))}
                """)
            #expect(allocation.status == 400 && allocation.code == "member_type_wrong")
            let customer = try await site.customer("A")
            let invoice = try await site.post(
                "/api/v1/invoices/",
                """
                {"customer_id": "\(customer)", "number": "R", "date": "2026-03-01",
                 "amount": \(APISite.money(number))}
                """)
            #expect(invoice.status == (number == "2147483647" ? 201 : 400), "\(invoice.text)")
        }
    }

    @Test(arguments: extremes)
    func `are no amounts in files`(number: String) async throws {
        try await APISite.use { site in
            let json = """
                [{"Customer": "A", "Invoice No": "1", "Invoice Date": "2026-07-01",
                  "Due Date": "2026-07-31", "Amount": \(number)},
                 {"Customer": "A", "Invoice No": "2", "Invoice Date": "2026-07-01",
                  "Due Date": "2026-07-31", "Amount": 1}]
                """
            let list = """
                Customer,Invoice No,Invoice Date,Due Date,Amount,Open
                A,1,2026-07-01,2026-07-31,\(number),\(number)
                A,2,2026-07-01,2026-07-31,92233720368547758.07,-92233720368547758.08
                A,3,2026-07-01,2026-07-31,1.00,1.00

                """
            for (file, type) in [(json, "application/json"), (list, "text/csv")] {
                let answer = try await site.send(
                    .post, "/api/v1/imports/?dry_run=true", file, type: type)
                #expect(answer.status < 500, "\(answer.text)")
            }
        }
    }

    @Test func `are no amounts in the company's currency`() async throws {
        try await APISite.use { site in
            let customer = try await site.customer("A")
            let answer = try await site.post(
                "/api/v1/invoices/",
                """
                {"customer_id": "\(customer)", "number": "R", "date": "2026-03-01",
                 "amount": \(APISite.money("9999999999999.99", "EUR")),
                 "rate": "999999999999.999999999999"}
                """)
            #expect(answer.status == 400 && answer.code == "amount_too_large")
        }
    }
}
