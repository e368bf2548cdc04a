import Formats
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@Suite struct `A request's text` {
    private static let path = "/api/v1/customers/"

    @Test(arguments: [
        [UInt8](#"{"code": "A"#.utf8) + [0xFF] + [UInt8](#"", "name": "A"}"#.utf8),
        [UInt8](#"{"code": "A"#.utf8) + [0xED, 0xA0, 0x80] + [UInt8](#"", "name": "A"}"#.utf8),
        [UInt8](#"{"code": "A\ud83d", "name": "A"}"#.utf8),
        [UInt8](#"{"code": "A", "name": "\ude00A"}"#.utf8),
        [UInt8](#"{"code": "A", "name": "\ud83d\u0041"}"#.utf8),
    ])
    func `is refused where it is no text`(body: [UInt8]) async throws {
        try await APISite.use { site in
            var headers: HTTPFields = [.accept: "application/json"]
            headers[.contentType] = "application/json"
            headers[.authorization] = "Bearer \(site.key)"
            let answer = APIResponse(
                try await site.client.execute(
                    uri: Self.path, method: .post, headers: headers,
                    body: ByteBuffer(bytes: body)))
            #expect(answer.status == 400 && answer.code == "json_invalid")
            #expect(try await site.get(Self.path).items.isEmpty)
        }
    }

    @Test(arguments: [
        "   ", "\\t", "\\u00a0", "R\\n1", "R\\r\\n1", "\\u001b[31mR", "R\\u0085", "R\\u0000",
        "R\\u2028", "R\\u20291",
    ])
    func `is no number where it is blank or steers the screen`(number: String) async throws {
        try await APISite.use { site in
            let customer = try await site.customer("A")
            let answer = try await site.post(
                "/api/v1/invoices/",
                """
                {"customer_id": "\(customer)", "number": "\(number)", "date": "2026-03-01",
                 "amount": \(APISite.money("1.00"))}
                """)
            #expect(answer.status == 400 && answer.code == "text_invalid")
            #expect(answer["pointer"]?.text == "/number")
        }
    }

    @Test(arguments: [
        "A\\n1", "A\\r\\n1", "\\u001b[31mA", "A\\u0085", "A\\t1", "A\\u0000", " ", "A\\u20281",
    ])
    func `is no customer's code or name where it steers the screen`(
        text: String
    ) async throws {
        try await APISite.use { site in
            let known = try await site.customer("K")
            for (member, body) in [
                ("code", "{\"code\": \"\(text)\", \"name\": \"A\"}"),
                ("name", "{\"code\": \"A\", \"name\": \"\(text)\"}"),
            ] {
                let answer = try await site.post(Self.path, body)
                #expect(answer.status == 400 && answer.code == "text_invalid")
                #expect(answer["pointer"]?.text == "/\(member)")
            }
            let change = try await site.patch(
                "\(Self.path)\(known)/", "{\"name\": \"\(text)\"}")
            #expect(change.status == 400 && change.code == "text_invalid")
            #expect(try await site.get(Self.path).texts("name") == ["K Ltd"])
        }
    }

    @Test(arguments: [
        "A\\u0001", "A\\n1", "A\\t1", "A\\u007f", "A\\u00851", "A\\u20281", "A\\u2029",
    ])
    func `is no name of a contact, of a group or of terms where it has lines`(
        text: String
    ) async throws {
        try await APISite.use { site in
            let customer = try await site.customer("K")
            let contacts = "\(Self.path)\(customer)/contacts/"
            let contact = try await site.post(contacts, #"{"name": "Ada"}"#)
            let group = try await site.post("/api/v1/groups/", #"{"name": "North"}"#)
            for (path, member, more) in [
                (contacts, "name", ""), (contacts, "phone", #", "name": "Ada""#),
                (contacts, "role", #", "name": "Ada""#), ("/api/v1/groups/", "name", ""),
                ("/api/v1/payment-terms/", "name", #", "due_days": 30"#),
            ] {
                let answer = try await site.post(path, "{\"\(member)\": \"\(text)\"\(more)}")
                #expect(answer.status == 400 && answer.code == "text_invalid", "\(path) \(member)")
                #expect(answer["pointer"]?.text == "/\(member)")
            }
            for path in ["/api/v1/contacts/\(contact.id)/", "/api/v1/groups/\(group.id)/"] {
                let change = try await site.patch(path, "{\"name\": \"\(text)\"}")
                #expect(change.status == 400 && change.code == "text_invalid", "\(path)")
            }
            let mail = try await site.post(
                contacts, "{\"name\": \"Ada\", \"email\": \"\(text)@example.com\"}")
            #expect(mail.status == 400 && mail.code == "email_invalid")
            #expect(try await site.get(contacts).texts("name") == ["Ada"])
            #expect(try await site.get("/api/v1/groups/").texts("name") == ["North"])
            #expect(try await site.get("/api/v1/payment-terms/").items.isEmpty)
        }
    }

    @Test func `has lines where it may have them`() async throws {
        try await APISite.use { site in
            let customer = try await site.customer("A")
            func invoice(_ reference: String) async throws -> APIResponse {
                try await site.post(
                    "/api/v1/invoices/",
                    """
                    {"customer_id": "\(customer)", "number": "R", "date": "2026-03-01",
                     "amount": \(APISite.money("1.00")), "reference": "\(reference)",
                     "lines": [{"description": "a\\nb", "amount": \(APISite.money("1.00"))}]}
                    """)
            }
            for reference in ["PO\\n77", "PO\\u0001", "\\u2028"] {
                let refused = try await invoice(reference)
                #expect(refused.status == 400 && refused.code == "text_invalid")
                #expect(refused["pointer"]?.text == "/reference")
            }
            let made = try await invoice("PO 77")
            #expect(made.status == 201 && made["reference"]?.text == "PO 77")
            #expect(made["lines"]?.elements.first?["description"]?.text == "a\nb")
        }
    }

    /// Swift takes both for the same text; the database keeps them apart.
    private static let spellings = ["\u{E9}x", "e\u{301}x"]

    private static func batch(_ items: [String]) -> String {
        "{\"items\": [\(items.joined(separator: ","))]}"
    }

    @Test func `is another one where its bytes are others`() async throws {
        try await APISite.use { site in
            let items = Self.spellings.map { "{\"code\": \"\($0)\", \"name\": \"A\"}" }
            let made = try await site.post("\(Self.path)batch/", Self.batch(items))
            #expect(made.status == 200 && made["made"] == .number("2"), "\(made.text)")
            for (id, code) in zip(made.texts("id"), Self.spellings) {
                let customer = try await site.get("\(Self.path)\(id)/")
                #expect(Array((customer["code"]?.text ?? "").utf8) == Array(code.utf8))
            }
            let terms = Self.spellings[0]
            let kept = try await site.post(
                "/api/v1/payment-terms/", "{\"name\": \"\(terms)\", \"due_days\": 30}")
            #expect((200...201).contains(kept.status))
            for names in [Self.spellings, Self.spellings.reversed()] {
                let items = names.enumerated().map { no, name in
                    "{\"code\": \"T\(no)\", \"name\": \"A\", \"terms\": \"\(name)\"}"
                }
                let answer = try await site.post("\(Self.path)batch/", Self.batch(items))
                #expect(answer.status == 400 && answer.code == "payment_terms_unknown")
            }
        }
    }

    @Test func `that begins with an accent is a place in a list`() async throws {
        try await APISite.use { site in
            let codes = ["a", "\u{301}b", "\u{301}c", "d"]
            for code in codes { _ = try await site.customer(code) }
            var (found, after) = (Set<String>(), "")
            for _ in codes {
                let page = try await site.get("\(Self.path)?sort=name&limit=1\(after)")
                #expect(page.status == 200, "\(page.text)")
                found.formUnion(page.texts("code"))
                guard let next = page.next else { break }
                after = "&after=\(APISite.escaped(next))"
            }
            #expect(found == Set(codes))
        }
    }
}
