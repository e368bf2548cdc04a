import FoundationEssentials
import Testing

@testable import Kernel

private enum Widget {}

private struct Everything: Codable, Equatable {
    var id: ID<Widget>
    var amount: Money
    var currency: Currency
    var date: LocalDate
    var time: Instant
    var zone: TimeZoneName
    var rate: ExactDecimal
}

@Suite struct `Values in JSON` {
    private static let text = """
        {"amount":{"amount":"-1234.50","currency":"USD"},"currency":"EUR","date":"2026-09-30",\
        "id":"9007199254740993","rate":"1.0835","time":"2026-09-30T12:00:00Z",\
        "zone":"Asia\\/Kolkata"}
        """

    @Test func `are strings in their usual form`() throws {
        let everything = Everything(
            id: ID(9_007_199_254_740_993), amount: try money(-123_450),
            currency: try currency("EUR"), date: try date("2026-09-30"),
            time: try Instant(iso: "2026-09-30T12:00:00Z"), zone: try TimeZoneName("Asia/Kolkata"),
            rate: try ExactDecimal(parsing: "1.0835"))
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let json = try encoder.encode(everything)
        #expect(String(decoding: json, as: UTF8.self) == Self.text)
        #expect(try JSONDecoder().decode(Everything.self, from: json) == everything)
    }

    @Test(
        arguments: [
            ("\"-1234.50\"", "\"-1234.505\""), ("\"-1234.50\"", "-1234.50"),
            ("\"currency\":\"EUR\"", "\"currency\":\"EURO\""), ("2026-09-30\"", "2026-09-31\""),
            ("\"9007199254740993\"", "9007199254740993"), ("\"9007199254740993\"", "\"-1\""),
            ("\"1.0835\"", "1.0835"), ("12:00:00Z", "12:00:00"), ("Kolkata", "Atlantis"),
        ] as [(String, String)])
    func `are refused in any other form`(part: String, replacement: String) throws {
        let json = Self.text.replacing(part, with: replacement)
        #expect(json != Self.text)
        #expect(throws: (any Error).self) {
            try JSONDecoder().decode(Everything.self, from: Data(json.utf8))
        }
    }

    @Test func `fail with an error that speaks to people`() {
        #expect(throws: DateError.impossibleDate(year: 2026, month: 2, day: 30)) {
            try JSONDecoder().decode([LocalDate].self, from: Data("[\"2026-02-30\"]".utf8))
        }
    }
}
