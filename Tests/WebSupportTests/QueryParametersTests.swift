import Kernel
import Testing

@testable import WebSupport

@Suite struct `Reading the parameters of an address` {
    @Test func `decodes names and values once`() throws {
        let query = try QueryParameters(query: "a=1%2B1+%C3%A4&%62=%2526&c=x=y&&")
        #expect(try query.text("a") == "1+1 ä")
        #expect(try query.text("b") == "%26")
        #expect(try query.text("c") == "x=y")
        #expect(try query.text("d") == nil)
    }

    @Test(arguments: ["a=%", "a=%4", "a=%GG", "a=%FF", "%C3=1", "a=%C3%28"])
    func `refuses what is damaged`(_ text: String) {
        #expect(throws: QueryError.self) { try QueryParameters(query: text) }
    }

    @Test func `refuses a name given twice, also when written differently`() throws {
        let error = try #require(throws: QueryError.self) {
            try QueryParameters(query: "as_of=2026-01-01&as%5Fof=2026-01-02")
        }
        #expect(error.code == "parameter_repeated")
        #expect(error.parameter == "as_of")
    }

    @Test func `refuses more parameters than anything here has`() throws {
        let text = (0..<65).map { "p\($0)=1" }.joined(separator: "&")
        #expect(throws: QueryError.self) { try QueryParameters(query: text) }
    }

    @Test func `names what is unknown and what there is`() throws {
        let error = try #require(throws: QueryError.self) {
            try QueryParameters(query: "asof=2026-01-01").allowOnly(["as_of", "basis", "by"])
        }
        #expect(
            error.userMessage
                == "There is no parameter “asof” here; there are as_of, basis and by.")
        #expect(error.kind == .invalid)
    }

    @Test func `tells programs of an empty value and lets forms have them`() throws {
        #expect(throws: QueryError.self) {
            try QueryParameters(query: "as_of=").date("as_of")
        }
        let form = try QueryParameters(query: "as_of=&by", ignoresEmpty: true)
        #expect(try form.date("as_of") == nil)
        #expect(try form.text("by") == nil)
    }

    @Test func `reads dates and says what is wrong with one`() throws {
        let good = try QueryParameters(query: "as_of=2024-02-29").date("as_of")
        #expect(good == LocalDate("2024-02-29"))
        let error = try #require(throws: QueryError.self) {
            try QueryParameters(query: "as_of=2023-02-29").date("as_of")
        }
        #expect(error.code == "date_impossible")
        #expect(error.parameter == "as_of")
        #expect(error.userMessage == "“as_of”: There is no day 29 in month 2 of 2023.")
        #expect(throws: QueryError.self) {
            try QueryParameters(query: "as_of=29.02.2024").date("as_of")
        }
    }

    @Test func `reads instants`() throws {
        let query = try QueryParameters(query: "t=2026-09-30T12:00:00%2B02:00&u=2026-09-30")
        #expect(try query.instant("t") == Instant(iso: "2026-09-30T10:00:00Z"))
        #expect(throws: QueryError.self) { try query.instant("u") }
    }

    @Test(arguments: ["0", "101", "-1", "+5", "1.5", "1e2", " 1", "99999999999999999999", "x"])
    func `reads whole numbers within their range only`(_ text: String) throws {
        let query = try QueryParameters(query: "limit=\(text.replacing("+", with: "%2B"))")
        let error = try #require(throws: QueryError.self) {
            try query.integer("limit", in: 1...100)
        }
        #expect(error.userMessage == "“limit” must be a whole number from 1 to 100.")
        #expect(try QueryParameters(query: "limit=100").integer("limit", in: 1...100) == 100)
    }

    @Test func `lists the words that are allowed`() throws {
        enum Basis: String, CaseIterable { case due, invoice }
        #expect(try QueryParameters(query: "basis=due").choice("basis", of: Basis.self) == .due)
        let error = try #require(throws: QueryError.self) {
            try QueryParameters(query: "basis=Due").choice("basis", of: Basis.self)
        }
        #expect(error.userMessage == "“basis” cannot be “Due”; use due or invoice.")
    }
}
