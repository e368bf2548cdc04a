import Formats
import Testing

/// A place in one list shows in no other what was asked for there, and would lose rows silently.
@Suite struct `A cursor` {
    private static func writeOff(_ site: APISite, _ document: String) async throws {
        let made = try await site.post(
            "/api/v1/write-offs/",
            """
            {"document_id": "\(document)", "amount": \(APISite.money("1.00")),
             "date": "2026-04-01"}
            """)
        #expect(made.status == 201, "\(made.text)")
    }

    /// Two documents, each with two write-offs.
    private static func use(
        _ body: @escaping @Sendable (APISite, [String]) async throws -> Void
    ) async throws {
        try await APISite.use { site in
            var documents: [String] = []
            for code in ["A", "B"] {
                let customer = try await site.customer(code)
                documents.append(try await site.document("invoices", customer, code, "100.00"))
            }
            for document in documents + documents { try await writeOff(site, document) }
            try await body(site, documents)
        }
    }

    private static func refuses(_ site: APISite, _ path: String, _ cursor: String) async throws {
        let mark = path.contains("?") ? "&" : "?"
        let answer = try await site.get("\(path)\(mark)after=\(APISite.escaped(cursor))")
        #expect(answer.status == 400 && answer.code == "cursor_invalid", "\(path) \(cursor)")
    }

    @Test func `is of the list with the same filters`() async throws {
        try await Self.use { site, documents in
            let path = "/api/v1/write-offs/"
            let first = try await site.get("\(path)?limit=1&document_id=\(documents[0])")
            let next = try #require(first.next)
            // How many, and whether the address ends with a slash, makes no other list.
            let rest = try await site.get(
                "/api/v1/write-offs?limit=5&after=\(next)&document_id=\(documents[0])")
            #expect(rest.items.count == 1 && rest.next == nil)
            try await Self.refuses(site, "\(path)?document_id=\(documents[1])", next)
            try await Self.refuses(site, path, next)
            try await Self.refuses(site, "\(path)?document_id=\(documents[0])", "\(next)1")
            try await Self.refuses(
                site, "\(path)?document_id=\(documents[0])", String(next.prefix { $0 != "." }))
        }
    }

    @Test func `is of one list alone`() async throws {
        try await Self.use { site, documents in
            let next = try #require(try await site.get("/api/v1/write-offs/?limit=1").next)
            for list in ["allocations", "groups", "payment-terms", "imports", "customers"] {
                try await Self.refuses(site, "/api/v1/\(list)/", next)
            }
            let customers = try #require(try await site.get("/api/v1/customers/?limit=1").next)
            try await Self.refuses(site, "/api/v1/customers/?search=A", customers)
            let aging = try #require(
                try await site.get("/api/v1/reports/aging?as_of=2026-05-01&limit=1").next)
            let more = try await site.get(
                "/api/v1/reports/aging?as_of=2026-05-01&limit=1&after=\(aging)")
            #expect(more.status == 200, "\(more.text)")
            for other in ["as_of=2026-05-01&by=invoice", "as_of=2026-05-02", ""] {
                try await Self.refuses(site, "/api/v1/reports/aging?\(other)", aging)
            }
        }
    }
}
