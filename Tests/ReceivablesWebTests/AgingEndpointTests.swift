import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Kernel
import Synchronization
import Testing
import WebSupport

@testable import Receivables

@Suite struct `The aging endpoint` {
    private static let path = "/api/v1/reports/aging"

    private static func get(
        _ query: String, headers: HTTPFields = [:],
        aging: @escaping @Sendable (AgingRequest) throws -> [AgingReport] = { _ in
            [try ReportFixtures.small()]
        }
    ) async throws -> TestResponse {
        try await ReportFixtures.withServer(ReportFixtures.reader(aging: aging)) { client in
            try await client.execute(uri: path + query, method: .get, headers: headers)
        }
    }

    /// Of a place in the report that is asked for with nothing but a currency.
    private static func cursor(_ place: String, _ currency: String? = nil) -> String {
        ListMark(path, currency.map { [("currency", $0)] } ?? []).cursor(place)
    }

    @Test func `gives what the command line prints, and next`() async throws {
        let response = try await Self.get("")
        let json = try AgingReport.json([ReportFixtures.small()], isList: false)
        #expect(
            response.text
                == String(decoding: json.dropLast(), as: UTF8.self) + #","next":null}"#)
    }

    @Test func `gives 100 rows, or as many as asked for, and totals of all`() async throws {
        let first = try await Self.get("") { _ in [try ReportFixtures.long(250)] }
        #expect(
            first.text.hasSuffix(
                #""control_balance":"31375.00","next":""#
                    + Self.cursor("100-100") + #""}"#))
        #expect(first.text.contains(#""total":"31375.00"}"#))
        let last = try await Self.get("?limit=200&after=\(Self.cursor("200-200"))") { _ in
            [try ReportFixtures.long(250)]
        }
        #expect(last.text.contains(#""rows":[{"id":"201""#))
        #expect(last.text.contains(#""total":"31375.00"}"#))
        #expect(last.text.hasSuffix(#""next":null}"#))
    }

    @Test func `passes the whole question on`() async throws {
        let asked = Mutex<AgingRequest?>(nil)
        _ = try await Self.get(
            "?as_of=2025-12-31&known_at=2026-01-05T00:00:00Z&basis=invoice&buckets=7,14"
                + "&by=invoice&unapplied=separate&currency=eur"
        ) { request in
            asked.withLock { $0 = request }
            return []
        }
        let request = try #require(asked.withLock { $0 })
        #expect(request.asOf.description == "2025-12-31")
        #expect(request.knownAt?.description == "2026-01-05T00:00:00Z")
        #expect(request.basis == .invoice)
        #expect(request.limits.days == [7, 14])
        #expect(request.rows == .invoice)
        #expect(request.unapplied == .separate)
        #expect(request.currency == .only(try ReportFixtures.currency("EUR")))
        #expect(request.customer == nil)
    }

    @Test func `takes the tenant's day and limits when none are given`() async throws {
        let asked = Mutex<AgingRequest?>(nil)
        _ = try await Self.get("") { request in
            asked.withLock { $0 = request }
            return []
        }
        let request = try #require(asked.withLock { $0 })
        #expect(request.asOf.description == "2026-09-30")
        #expect(request.limits == .standard)
        #expect(request.currency == .base)
    }

    @Test(arguments: [
        ("?as_of=2026-13-01", "date_impossible", "as_of"),
        ("?as_of=", "parameter_empty", "as_of"),
        ("?asof=2026-09-30", "parameter_unknown", "asof"),
        ("?buckets=30,30", "aging_limits_invalid", "buckets"),
        ("?buckets=60,30", "aging_limits_invalid", "buckets"),
        ("?buckets=0", "aging_limits_invalid", "buckets"),
        ("?buckets=a", "aging_limits_invalid", "buckets"),
        ("?basis=paid", "parameter_invalid", "basis"),
        ("?by=group", "parameter_invalid", "by"),
        ("?unapplied=hidden", "parameter_invalid", "unapplied"),
        ("?currency=XXZ", "currency_unknown", "currency"),
        ("?known_at=2026-09-30", "time_malformed", "known_at"),
        ("?limit=0", "parameter_invalid", "limit"),
        ("?limit=50001", "parameter_invalid", "limit"),
        ("?currency=all&after=1-1", "parameters_conflicting", "after"),
        ("?as_of=2026-09-30&as_of=2026-09-29", "parameter_repeated", "as_of"),
    ])
    func `refuses a wrong question in plain words`(
        _ query: String, _ code: String, _ parameter: String
    ) async throws {
        let response = try await Self.get(query)
        #expect(response.status == .badRequest)
        #expect(response.headers[.contentType] == "application/problem+json")
        #expect(response.text.contains("\"code\":\"\(code)\""))
        #expect(response.text.contains("\"parameter\":\"\(parameter)\""))
    }

    @Test func `has nothing past the end`() async throws {
        let past = try await Self.get("?after=\(Self.cursor("2-9"))")
        #expect(past.status == .notFound)
        #expect(past.text.contains(#""code":"page_past_the_end""#))
        for strange in ["abc", Self.cursor("abc"), "1-1", Self.cursor("1-1", "EUR")] {
            let strange = try await Self.get("?after=\(strange)")
            #expect(strange.status == .badRequest)
            #expect(strange.text.contains(#""code":"cursor_invalid""#))
        }
        let other = try await Self.get("?by=invoice&after=\(Self.cursor("1-1"))")
        #expect(other.text.contains(#""code":"cursor_invalid""#))
    }

    @Test func `gives a list for all currencies`() async throws {
        let response = try await Self.get("?currency=all") { _ in
            [try ReportFixtures.small(), try ReportFixtures.long(150)]
        }
        #expect(response.text.hasPrefix(#"[{"report":"aging""#))
        // It goes on in the one currency that the report is of.
        let code = try ReportFixtures.long(150).currency.code
        #expect(
            response.text.hasSuffix(#""next":""# + Self.cursor("100-100", code) + #""}]"#))
        let none = try await Self.get("?currency=all") { _ in [] }
        #expect(none.text == "[]")
    }

    @Test func `does not send again what its reader has`() async throws {
        let tag = try #require(try await Self.get("").headers[.eTag])
        let known = try await Self.get("", headers: [.ifNoneMatch: tag])
        #expect(known.status == .notModified)
        #expect(known.body.readableBytes == 0)
        let other = try await Self.get("", headers: [.ifNoneMatch: tag]) { _ in
            [try ReportFixtures.long(2)]
        }
        #expect(other.status == .ok)
        #expect(other.headers[.eTag] != tag)
    }
}
