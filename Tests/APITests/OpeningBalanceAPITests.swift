import BooksTestSupport
import Formats
import HTTPTypes
import Kernel
import Receivables
import Testing

@Suite struct `Opening balances over the API` {
    private static let path = "/api/v1/opening-balances/"
    private static let list = """
        Customer aging report,,,,,,,,,
        As of 6/30/2026,,,,,,,,,
        ,,,,,,,,,
        Customer account,Name,Currency,Balance,Current,1-30,31-60,61-90,91+,Unapplied
        C-0001,Harbour & Vale Ltd,USD,80.00,50.00,50.00,,,,-20.00
        C-0002,"Okonkwo, Adaeze",USD,-12.50,,,,,,-12.50
        C-0003,Total Access Rentals,USD,310.25,,,10.25,,300.00,
        Total,,,377.75,50.00,50.00,10.25,,300.00,-32.50
        """

    /// Imports the list; returns the file when it is over.
    private static func run(_ site: APISite) async throws -> APIResponse {
        let made = try await site.send(.post, "/api/v1/imports/", list, type: "text/csv")
        let location = try #require(made.headers[.location])
        while true {
            let run = try await site.get(location)
            guard run.status == 200, run["state"]?.text == "importing" else { return run }
            await Task.yield()
        }
    }

    /// What is owed on the list's day, which the control account says too.
    private static func owed(_ site: APISite) async throws -> Int64 {
        let report = try await site.books.report(asOf: "2026-06-30")
        #expect(report.controlBalance == report.totals.total)
        return report.totals.total
    }

    @Test func `are those that an aging list has brought`() async throws {
        try await APISite.use { site in
            let run = try await Self.run(site)
            let id = try #require(run["import_id"]?.text, "\(run.text)")
            let all = try await site.get("\(Self.path)?sort=amount&order=asc")
            let brought = try await site.get("\(Self.path)?import_id=\(id)")
            #expect(Set(brought.texts("id")) == Set(all.texts("id")))
            #expect(
                all.items.compactMap { $0["amount"]?["amount"]?.text } == [
                    "-20.00", "-12.50", "10.25", "50.00", "50.00", "300.00",
                ])
            let open = try await site.get("\(Self.path)?status=open")
            #expect(Set(open.texts("id")) == Set(all.texts("id")))
            let late = try await site.get("\(Self.path)?status=overdue")
            #expect(
                Set(late.items.compactMap { $0["amount"]?["amount"]?.text }) == [
                    "10.25", "50.00", "300.00",
                ])
            let rows = try await site.get("/api/v1/reports/aging/?as_of=2026-06-30&by=invoice")
            let items = rows["rows"]?.elements ?? []
            #expect(Set(items.compactMap { $0["id"]?.text }) == Set(all.texts("id")))
            let last = try #require(all.items.last)
            let lastID = try #require(last["id"]?.text)
            let customer = try #require(last["customer_id"]?.text)
            let theirs = try await site.get("\(Self.path)?customer_id=\(customer)")
            #expect(theirs.items.count == 2)
            let due = try #require(last["due_date"]?.text)
            let found = try await site.get("\(Self.path)?due_to=\(due)")
            #expect(found.texts("id") == [lastID])
            let one = "\(Self.path)\(lastID)/"
            #expect(try await site.get(one)["number"] == last["number"])
            let foreign = try await site.get(one, as: site.foreignKey)
            #expect(foreign.status == 404 && foreign.code == "document_unknown")
            let elsewhere = one.replacing("opening-balances", with: "invoices")
            #expect(try await site.get(elsewhere).status == 404)
        }
    }

    @Test func `that are voided count nowhere any more`() async throws {
        try await APISite.use { site in
            let before = try await site.books.journal()
            _ = try await Self.run(site)
            #expect(try await Self.owed(site) == 37_775)
            let all = try await site.get("\(Self.path)?sort=amount")
            for (item, left) in zip(
                all.items, [7_775, 2_775, -2_225, -3_250, -2_000, 0] as [Int64])
            {
                let path = "\(Self.path)\(item["id"]?.text ?? "")/"
                let tag = try await site.get(path).tag
                let voided = try await site.send(.post, "\(path)void/", "", match: tag)
                #expect(voided.status == 200 && voided["status"]?.text == "void")
                #expect(voided.amount("open") == "0.00")
                #expect(voided["amount"] == item["amount"])
                #expect(try await Self.owed(site) == left)
                #expect(try await site.books.differences() == [])
                let twice = try await site.post("\(path)void/", "")
                #expect(twice.status == 409 && twice.code == "already_void")
            }
            #expect(try await site.books.journal() == before)
            #expect(try await site.get("\(Self.path)?status=void").items.count == 6)
            // Nothing of them comes back with the same list.
            #expect(try await Self.run(site)["state"]?.text == "stored")
            #expect(try await Self.owed(site) == 0)
        }
    }

    @Test func `are posted, and settle and are settled`() async throws {
        try await APISite.use { site in
            let customer = try await site.customer("A")
            let owed = try await site.document("opening-balances", customer, "OB-1", "100.00")
            let credit = try await site.document("opening-balances", customer, "OB-2", "-40.00")
            let receipt = try await site.post(
                "/api/v1/receipts/",
                """
                {"customer_id": "\(customer)", "number": "P", "date": "2026-03-02",
                 "amount": \(APISite.money("70.00")), "applications": [{"invoice_id": "\(owed)",
                 "amount": \(APISite.money("70.00"))}]}
                """)
            #expect(receipt.status == 201 && receipt.amount("open") == "0.00")
            let set = try await site.post(
                "/api/v1/allocations/",
                """
                {"credit_id": "\(credit)", "document_id": "\(owed)",
                 "amount": \(APISite.money("30.00"))}
                """)
            #expect(set.status == 201)
            let refund = try await site.post(
                "/api/v1/refunds/",
                """
                {"credit_id": "\(credit)", "number": "F", "date": "2026-03-03",
                 "amount": \(APISite.money("10.00"))}
                """)
            #expect(refund.status == 201 && refund.amount("open") == "0.00")
            for id in [owed, credit] {
                #expect(try await site.get("\(Self.path)\(id)/").amount("open") == "0.00")
            }
            #expect(try await site.post("\(Self.path)\(owed)/void/", "").status == 200)
            #expect(try await site.get("\(Self.path)\(credit)/").amount("open") == "-30.00")
            let paid = try await site.get("/api/v1/receipts/\(receipt.id)/")
            #expect(paid.amount("open") == "70.00")
            #expect(try await site.books.differences() == [])
        }
    }

    @Test func `are due when they say, or on their own day`() async throws {
        try await APISite.use { site in
            _ = try await site.post(
                "/api/v1/payment-terms/", #"{"name": "Net 30", "due_days": 30}"#)
            let customer = try await site.customer("A", #", "terms": "Net 30""#)
            func balance(_ number: String, _ more: String = "") -> String {
                """
                {"customer_id": "\(customer)", "number": "\(number)", "date": "2026-03-01",
                 "amount": \(APISite.money("1.00"))\(more)}
                """
            }
            let late = balance("OB-2", #", "due_date": "2026-04-15""#)
            let made = try await site.post(
                "\(Self.path)batch/", "{\"items\": [\(balance("OB-1")), \(late)]}")
            #expect(made.status == 200 && made["made"] == .number("2"))
            let listed = try await site.get("\(Self.path)?sort=due_date&order=asc")
            #expect(listed.texts("due_date") == ["2026-03-01", "2026-04-15"])
            let viewer = try await site.person(.viewer)
            let refused = try await site.send(.post, Self.path, balance("OB-3"), as: viewer)
            #expect(refused.status == 403)
        }
    }

    @Test func `are paid back where we owe them, and not where they are owed to us`() async throws {
        try await APISite.use { site in
            let customer = try await site.customer("C-1")
            for (number, amount, status) in [("OB-1", "250.00", 409), ("OB-2", "-250.00", 201)] {
                let id = try await site.document("opening-balances", customer, number, amount)
                let refund = try await site.post(
                    "/api/v1/refunds/",
                    """
                    {"credit_id": "\(id)", "number": "F-\(number)", "date": "2026-03-02",
                     "amount": \(APISite.money("50.00"))}
                    """)
                #expect(refund.status == status, "\(refund.text)")
            }
            let refunds = try await site.get("/api/v1/refunds/")
            #expect(refunds.texts("number") == ["F-OB-2"])
        }
    }
}
