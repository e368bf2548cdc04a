import Testing

@testable import Kernel

@Suite struct `Instants` {
    @Test(
        arguments: [
            ("2000-01-01T00:00:00Z", 0, "2000-01-01T00:00:00Z"),
            ("2000-01-01T00:00:01Z", 1_000_000, "2000-01-01T00:00:01Z"),
            ("1999-12-31T23:59:59.5Z", -500_000, "1999-12-31T23:59:59.500Z"),
            ("2000-01-01T00:00:00.000001Z", 1, "2000-01-01T00:00:00.000001Z"),
            ("2000-01-01T02:00:00+02:00", 0, "2000-01-01T00:00:00Z"),
            ("1999-12-31T18:30:00.120-05:30", 120_000, "2000-01-01T00:00:00.120Z"),
            ("1970-01-01T00:00:00Z", -946_684_800_000_000, "1970-01-01T00:00:00Z"),
            ("9999-12-31T23:59:59.999999Z", 252_455_615_999_999_999, "9999-12-31T23:59:59.999999Z"),
            ("0001-01-01T14:00:00+14:00", -63_082_281_600_000_000, "0001-01-01T00:00:00Z"),
            ("9999-12-31T09:59:59-14:00", 252_455_615_999_000_000, "9999-12-31T23:59:59Z"),
        ] as [(String, Int64, String)])
    func `are read from and printed as ISO 8601`(
        text: String, micros: Int64, printed: String
    ) throws {
        let instant = try Instant(iso: text)
        #expect(instant.microsecondsSince2000 == micros)
        #expect(instant.description == printed)
    }

    @Test(
        arguments: [
            ("", DateError.empty), ("2026-09-30", .notAnInstant),
            ("2026-09-30T12:00:00", .notAnInstant), ("2026-09-30 12:00:00Z", .notAnInstant),
            ("2026-09-30T12:00Z", .notAnInstant), ("2026-09-30T24:00:00Z", .notAnInstant),
            ("2026-09-30T12:60:00Z", .notAnInstant), ("2026-09-30T12:00:60Z", .notAnInstant),
            ("2026-09-30T12:00:00.Z", .notAnInstant),
            ("2026-09-30T12:00:00.1234567Z", .notAnInstant),
            ("2026-09-30T12:00:00+0200", .notAnInstant),
            ("2026-09-30T12:00:00+24:00", .notAnInstant),
            ("2026-09-30T12:00:00.5", .notAnInstant), ("2026-09-30T12:00:00ZZ", .notAnInstant),
            ("2026-09-30T12:00:00.123456+02:00x", .notAnInstant),
            ("2026-9-30T12:00:00ZZ", .notAnInstant),
            ("2026-02-30T12:00:00Z", .impossibleDate(year: 2026, month: 2, day: 30)),
            ("0001-01-01T00:00:00+14:00", .outOfRange), ("0001-01-01T13:59:59+14:00", .outOfRange),
            ("9999-12-31T23:59:59-14:00", .outOfRange), ("9999-12-31T10:00:00-14:00", .outOfRange),
        ] as [(String, DateError)])
    func `are read strictly`(text: String, error: DateError) {
        #expect(throws: error) { try Instant(iso: text) }
    }

    @Test func `survive printing and reading`() throws {
        var random = SeededRandom()
        let seed = random.seed
        for _ in 0..<20_000 {
            let micros = Int64.random(
                in: -63_082_281_600_000_000...252_455_615_999_999_999, using: &random)
            let instant = Instant(microsecondsSince2000: micros)
            #expect(try Instant(iso: instant.description) == instant, "seed \(seed)")
        }
    }

    @Test func `never leave their range`() {
        let last = Instant(microsecondsSince2000: .max)
        let first = Instant(microsecondsSince2000: .min)
        #expect(last.description == "+294277-01-09T04:00:54.775807Z")
        #expect(first.description == "-290278-12-22T19:59:05.224192Z")
        #expect(last.adding(.seconds(1)) == last)
        #expect(first.adding(.seconds(-1)) == first)
        #expect(Instant(unixSeconds: .max) == last)
        #expect(Instant(unixSeconds: .min) == first)
        #expect(last.duration(since: first) > .seconds(18_446_744_073_709))
        #expect(first.duration(since: last) < .zero)
    }

    @Test func `move by durations`() throws {
        let noon = try Instant(iso: "2026-09-30T12:00:00Z")
        let later = noon.adding(.milliseconds(1500))
        #expect(later.description == "2026-09-30T12:00:01.500Z")
        #expect(later.duration(since: noon) == .milliseconds(1500))
        #expect(noon < later)
        #expect(noon.unixSeconds == 1_790_769_600)
        #expect(Instant(unixSeconds: 1_790_769_600) == noon)
        #expect(Instant(microsecondsSince2000: -1).unixSeconds == 946_684_799)
    }

    @Test func `come from a clock that has passed 2025`() throws {
        #expect(Instant.now() > (try Instant(iso: "2025-01-01T00:00:00Z")))
    }
}
