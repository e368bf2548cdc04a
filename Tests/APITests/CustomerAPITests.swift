import Formats
import HTTPTypes
import Testing

@Suite struct `Customers over the API` {
    private static let path = "/api/v1/customers/"

    @Test func `are created, read and listed with what they owe`() async throws {
        try await APISite.use { site in
            let group = try await site.post("/api/v1/groups/", #"{"name": "North"}"#)
            _ = try await site.post(
                "/api/v1/payment-terms/", #"{"name": "Net 30", "due_days": 30}"#)
            let made = try await site.post(
                Self.path,
                """
                {"code": "A-1", "name": "Acme Ltd", "group_id": "\(group.id)", "terms": "Net 30",
                 "currency": "EUR"}
                """)
            #expect(made.status == 201)
            #expect(made.headers[.location] == "\(Self.path)\(made.id)/")
            #expect(made["group_id"]?.text == group.id && made["terms"]?.text == "Net 30")
            #expect(made["currency"]?.text == "EUR" && made.amount("outstanding") == "0.00")
            _ = try await site.document("invoices", made.id, "R-1", "100.00")
            let late = try await site.post(
                "/api/v1/invoices/",
                """
                {"customer_id": "\(made.id)", "number": "R-2", "date": "2026-03-01",
                 "due_date": "2999-01-01", "amount": \(APISite.money("7.00"))}
                """)
            #expect(late.status == 201)
            let read = try await site.get("\(Self.path)\(made.id)/")
            #expect(read.status == 200 && read.tag != nil)
            #expect(read.amount("outstanding") == "107.00" && read.amount("overdue") == "100.00")
            let list = try await site.get("\(Self.path)?code=A-1&fields=code,overdue")
            #expect(list.items.count == 1 && list.items[0]["name"] == nil)
            #expect(list.items[0]["overdue"]?["amount"]?.text == "100.00")
            let grouped = try await site.get("\(Self.path)?group_id=\(group.id)")
            #expect(grouped.texts("code") == ["A-1"])
        }
    }

    @Test func `refuse what the description does not know`() async throws {
        try await APISite.use { site in
            let member = try await site.post(Self.path, #"{"code": "A", "name": "A", "nmae": "B"}"#)
            #expect(member.status == 400 && member.code == "member_unknown")
            let parameter = try await site.get("\(Self.path)?nmae=B")
            #expect(parameter.status == 400 && parameter.code == "parameter_unknown")
            let spaces = try await site.post(Self.path, #"{"code": "A", "name": "  "}"#)
            #expect(spaces.status == 400 && spaces.code == "text_invalid")
            let terms = try await site.post(
                Self.path, #"{"code": "A", "name": "A", "terms": "never"}"#)
            #expect(terms.status == 400 && terms.code == "payment_terms_unknown")
            let group = try await site.post(
                Self.path, #"{"code": "A", "name": "A", "group_id": "99"}"#)
            #expect(group.status == 400 && group.code == "group_unknown")
            #expect(try await site.get(Self.path).items.isEmpty)
        }
    }

    @Test func `come in pages by name and by id`() async throws {
        try await APISite.use { site in
            for name in ["b", "C", "a", "D", "É"] { _ = try await site.customer(name) }
            for (order, expected) in [
                ("sort=name", ["a", "b", "C", "D", "É"]),
                ("sort=name&order=desc", ["É", "D", "C", "b", "a"]),
                ("sort=id", ["b", "C", "a", "D", "É"]),
                ("sort=id&order=desc", ["É", "D", "a", "C", "b"]),
            ] {
                var (codes, after) = ([String](), "")
                repeat {
                    let page = try await site.get("\(Self.path)?limit=2&\(order)\(after)")
                    codes += page.texts("code")
                    after = page.next.map { "&after=\(APISite.escaped($0))" } ?? ""
                } while !after.isEmpty
                #expect(codes == expected)
            }
            let found = try await site.get("\(Self.path)?search=LTD%20b")
            #expect(found.texts("code") == ["b"])
            let next = try #require(try await site.get("\(Self.path)?limit=1&sort=name").next)
            let foreign = try await site.get(
                "\(Self.path)?limit=1&sort=id&after=\(APISite.escaped(next))")
            #expect(foreign.status == 400 && foreign.code == "cursor_invalid")
        }
    }

    @Test func `are changed member by member, and only as they were read`() async throws {
        try await APISite.use { site in
            let group = try await site.post("/api/v1/groups/", #"{"name": "North"}"#).id
            let id = try await site.customer("A", #", "group_id": "\#(group)", "currency": "EUR""#)
            let path = "\(Self.path)\(id)/"
            let tag = try #require(try await site.get(path).tag)
            let renamed = try await site.patch(path, #"{"name": "New"}"#, match: tag)
            #expect(renamed.status == 200 && renamed["name"]?.text == "New")
            #expect(renamed["group_id"]?.text == group && renamed["currency"]?.text == "EUR")
            let stale = try await site.patch(path, #"{"name": "Newer"}"#, match: tag)
            #expect(stale.status == 412 && stale.code == "precondition_failed")
            let cleared = try await site.patch(path, #"{"group_id": null, "currency": null}"#)
            #expect(cleared["group_id"] == .null && cleared["currency"] == .null)
            #expect(cleared["name"]?.text == "New")
            let nameless = try await site.patch(path, #"{"name": null}"#)
            #expect(nameless.status == 400 && nameless.code == "member_type_wrong")
            let same = try await site.patch(path, "{}", match: "*")
            #expect(same.status == 200 && same.text == cleared.text)
        }
    }

    @Test func `are nobody else's`() async throws {
        try await APISite.use { site in
            let group = try await site.post("/api/v1/groups/", #"{"name": "North"}"#).id
            let apart = try await site.customer("A")
            let within = try await site.customer("B", #", "group_id": "\#(group)""#)
            let foreign = try await site.get("\(Self.path)\(within)/", as: site.foreignKey)
            #expect(foreign.status == 404 && foreign.code == "customer_unknown")
            let change = try await site.send(
                .patch, "\(Self.path)\(within)/", #"{"name": "C"}"#, as: site.foreignKey)
            #expect(change.status == 404)
            let limited = try await site.limited(to: Int64(group) ?? 0)
            let list = try await site.get("\(Self.path)?sort=name", as: limited)
            #expect(list.texts("code") == ["B"])
            #expect(try await site.get("\(Self.path)\(apart)/", as: limited).status == 404)
            #expect(try await site.get("\(Self.path)\(within)/", as: limited).status == 200)
            let write = try await site.send(
                .patch, "\(Self.path)\(within)/", #"{"name": "C"}"#, as: limited)
            #expect(write.status == 403)
        }
    }

    @Test func `are made once under a key, however often it is sent`() async throws {
        try await APISite.use { site in
            let body = #"{"code": "A", "name": "A Ltd"}"#
            let answers = try await withThrowingTaskGroup(of: APIResponse.self) { group in
                for _ in 0..<20 {
                    group.addTask { try await site.send(.post, Self.path, body, once: "one") }
                }
                return try await group.reduce(into: [APIResponse]()) { $0.append($1) }
            }
            #expect(answers.count == 20 && answers.allSatisfy { $0.status == 201 })
            #expect(Set(answers.map(\.text)).count == 1)
            #expect(try await site.get(Self.path).items.count == 1)
            let other = try await site.send(
                .post, Self.path, #"{"code": "B", "name": "B"}"#, once: "one")
            #expect(other.status == 409 && other.code == "idempotency_key_used")
            let taken = try await site.send(.post, Self.path, body, once: "two")
            #expect(taken.status == 409 && taken.code == "customer_code_taken")
        }
    }

    @Test func `come in batches, all or each`() async throws {
        try await APISite.use { site in
            func batch(_ mode: String, _ codes: [String]) async throws -> APIResponse {
                let items = codes.map { #"{"code": "\#($0)", "name": "\#($0) Ltd"}"# }
                return try await site.post(
                    "\(Self.path)batch/",
                    #"{"mode": "\#(mode)", "items": [\#(items.joined(separator: ","))]}"#)
            }
            let all = try await batch("all", ["A", "B", "A"])
            #expect(all.status == 409 && all.code == "customer_code_taken")
            #expect(try await site.get(Self.path).items.isEmpty)
            let each = try await batch("each", ["A", "B", "A"])
            #expect(each.status == 200 && each["made"] == .number("2"))
            #expect(each.items[2]["code"]?.text == "customer_code_taken")
            let many = try await batch("all", (1...1_000).map { "M-\($0)" })
            #expect(many["made"] == .number("1000"))
            let first = try #require(many.items.first?["id"]?.text)
            #expect(try await site.get("\(Self.path)\(first)/")["code"]?.text == "M-1")
        }
    }
}
