import Testing

@testable import Kernel

@Suite struct `Time zones` {
    @Test(
        arguments: [
            ("Europe/Berlin", "2026-03-29T00:59:59Z", 3600),
            ("Europe/Berlin", "2026-03-29T01:00:00Z", 7200),
            ("Europe/Berlin", "2026-10-25T00:59:59Z", 7200),
            ("Europe/Berlin", "2026-10-25T01:00:00Z", 3600),
            ("Europe/Berlin", "2499-07-01T00:00:00Z", 7200),
            ("Europe/Berlin", "2499-01-01T00:00:00Z", 3600),
            ("Europe/Berlin", "1800-01-01T00:00:00Z", 3208),
            ("America/New_York", "2026-03-08T06:59:59Z", -18_000),
            ("America/New_York", "2026-03-08T07:00:00Z", -14_400),
            ("America/New_York", "2026-11-01T06:00:00Z", -18_000),
            ("America/New_York", "2100-07-01T00:00:00Z", -14_400),
            ("Asia/Kolkata", "2026-01-01T00:00:00Z", 19_800),
            ("Asia/Kolkata", "2300-07-01T00:00:00Z", 19_800),
            ("Pacific/Kiritimati", "2026-01-01T00:00:00Z", 50_400),
            ("Pacific/Kiritimati", "1994-12-30T00:00:00Z", -36_000),
            ("Pacific/Apia", "2011-12-30T09:59:59Z", -36_000),
            ("Pacific/Apia", "2011-12-30T10:00:00Z", 50_400),
            ("Australia/Lord_Howe", "2026-01-01T00:00:00Z", 39_600),
            ("Australia/Lord_Howe", "2026-07-01T00:00:00Z", 37_800),
            ("Australia/Lord_Howe", "2226-01-01T00:00:00Z", 39_600),
            ("Australia/Lord_Howe", "2226-07-01T00:00:00Z", 37_800),
            ("Europe/Dublin", "2226-07-01T00:00:00Z", 3600),
            ("Europe/Dublin", "2226-01-01T00:00:00Z", 0),
            ("UTC", "2026-07-01T00:00:00Z", 0), ("Etc/GMT+5", "2026-07-01T00:00:00Z", -18_000),
            ("America/Argentina/Buenos_Aires", "2026-07-01T00:00:00Z", -10_800),
        ] as [(String, String, Int)])
    func `know their offset at any time`(name: String, time: String, offset: Int) throws {
        let zone = try TimeZoneName(name)
        #expect(zone.offsetSeconds(at: try Instant(iso: time)) == offset)
    }

    @Test(
        arguments: [
            ("Europe/Berlin", "2026-09-30T21:59:59Z", "2026-09-30"),
            ("Europe/Berlin", "2026-09-30T22:00:00Z", "2026-10-01"),
            ("America/New_York", "2026-01-01T04:59:59Z", "2025-12-31"),
            ("Asia/Kolkata", "2026-01-01T18:30:00Z", "2026-01-02"),
            ("Pacific/Kiritimati", "2026-01-01T10:00:00Z", "2026-01-02"),
            ("Pacific/Apia", "2011-12-30T09:59:59.999999Z", "2011-12-29"),
            ("Pacific/Apia", "2011-12-30T10:00:00Z", "2011-12-31"),
            ("UTC", "1999-12-31T23:59:59.999999Z", "1999-12-31"),
        ] as [(String, String, String)])
    func `say which day it is`(name: String, time: String, expected: String) throws {
        let today = LocalDate.today(in: try TimeZoneName(name), at: try Instant(iso: time))
        #expect(try today == date(expected))
    }

    @Test func `give the ends of the calendar for times beyond it`() throws {
        let zone = try TimeZoneName("Europe/Berlin")
        #expect(LocalDate.today(in: zone, at: Instant(microsecondsSince2000: .max)) == .max)
        #expect(LocalDate.today(in: zone, at: Instant(microsecondsSince2000: .min)) == .min)
    }

    @Test(
        arguments: [
            ("Europe/Berlin", "2026-03-29", 0, "2026-03-28T23:00:00Z"),
            ("Europe/Berlin", "2026-03-29", 9000, "2026-03-29T01:30:00Z"),  // skipped
            ("Europe/Berlin", "2026-10-25", 9000, "2026-10-25T00:30:00Z"),  // twice: the first
            ("Europe/Berlin", "2026-10-25", 86_400, "2026-10-25T23:00:00Z"),
            ("Pacific/Apia", "2011-12-30", 0, "2011-12-30T10:00:00Z"),  // a day that never was
            ("Pacific/Apia", "2011-12-31", 0, "2011-12-30T10:00:00Z"),
            ("America/Sao_Paulo", "2018-11-04", 0, "2018-11-04T03:00:00Z"),  // midnight skipped
            ("UTC", "2026-01-01", 1, "2026-01-01T00:00:01Z"),
        ] as [(String, String, Int, String)])
    func `turn local times into instants`(
        name: String, day: String, seconds: Int, expected: String
    ) throws {
        let instant = Instant(
            on: try date(day), secondsAfterMidnight: seconds, in: try TimeZoneName(name))
        #expect(instant.description == expected)
    }

    @Test(arguments: [
        "", "Europe", "Europe/", "/Europe/Berlin", "Europe//Berlin", "europe/berlin",
        "Europe/Berlín", "../zoneinfo/Europe/Berlin", "Europe/../UTC", "Mars/Olympus", "right/UTC",
        "posix/UTC", "zone.tab", "tzdata.zi", "Europe/Berlin\0", "leapseconds", "localtime",
    ])
    func `refuse names that are not in the database`(name: String) {
        #expect(throws: DateError.unknownTimeZone(name)) { try TimeZoneName(name) }
    }

    @Test func `are equal by name`() throws {
        #expect(try TimeZoneName("Asia/Kolkata") == TimeZoneName("Asia/Kolkata"))
        #expect(try TimeZoneName("Asia/Kolkata") != TimeZoneName("Asia/Tokyo"))
        #expect(try Set([TimeZoneName("UTC"), .utc]).count == 1)
        #expect(TimeZoneName.utc.description == "UTC")
    }
}

@Suite struct `POSIX time zone rules` {
    private func offset(_ rule: String, _ time: String) throws -> Int {
        let zone = try #require(PosixTimeZone(Array(rule.utf8)))
        return zone.offsetSeconds(unixSeconds: try Instant(iso: time).unixSeconds)
    }

    @Test(
        arguments: [
            ("EST5EDT,M3.2.0,M11.1.0", "2040-03-11T07:00:00Z", -14_400),
            ("EST5EDT,M3.2.0,M11.1.0", "2040-03-11T06:59:59Z", -18_000),
            ("<-03>3", "2040-07-01T00:00:00Z", -10_800),
            ("<+0545>-5:45", "2040-01-01T00:00:00Z", 20_700),
            ("IST-1GMT0,M10.5.0,M3.5.0/1", "2040-01-01T00:00:00Z", 0),
            ("IST-1GMT0,M10.5.0,M3.5.0/1", "2040-07-01T00:00:00Z", 3600),
            ("XXX3EDT4,0/0,J365/23", "2040-01-01T03:00:00Z", -14_400),
            ("XXX3EDT4,0/0,J365/23", "2040-12-31T23:59:59Z", -14_400),
            ("AAA0BBB,J60/0,J61/0", "2040-02-29T12:00:00Z", 0),
            ("AAA0BBB,J60/0,J61/0", "2040-03-01T12:00:00Z", 3600),
            ("AAA0BBB,59/0,60/0", "2040-02-29T12:00:00Z", 3600),
            ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2040-03-25T00:59:59Z", -7200),
            ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2040-03-25T01:00:00Z", -3600),
            ("EET-2EEST,M3.4.4/50,M10.4.4/50", "2040-03-23T23:59:59Z", 7200),
            ("EET-2EEST,M3.4.4/50,M10.4.4/50", "2040-03-24T00:00:00Z", 10_800),
        ] as [(String, String, Int)])
    func `are followed`(rule: String, time: String, expected: Int) throws {
        #expect(try offset(rule, time) == expected)
    }

    @Test(arguments: [
        "", "A", "UTC", "EST5EDT", "EST5EDT,M3.2.0", "EST5EDT,M13.2.0,M11.1.0", "EST25",
        "EST5EDT,M3.6.0,M11.1.0", "EST5EDT,M3.2.7,M11.1.0", "EST5EDT,J0,J5", "EST5EDT,366,1",
        "<EST5", "EST5x", "EST5EDT,M3.2.0,M11.1.0x", "EST5:60", "EST5EDT,M3.2.0/168,M11.1.0",
    ])
    func `are refused when malformed`(rule: String) {
        #expect(PosixTimeZone(Array(rule.utf8)) == nil)
    }
}

@Suite struct `Time zone files` {
    @Test func `are refused when cut short or damaged, and never stop the reader`() throws {
        var random = SeededRandom()
        let whole = Self.sample()
        #expect(TimeZoneFile.rules(from: whole)?.offsetSeconds(unixSeconds: 0) == 3600)
        #expect(TimeZoneFile.rules(from: whole)?.offsetSeconds(unixSeconds: -1) == 0)
        for length in 0..<whole.count - 8 {
            #expect(TimeZoneFile.rules(from: Array(whole.prefix(length))) == nil)
        }
        for _ in 0..<20_000 {
            var damaged = whole
            for _ in 0...random.next() % 4 {
                damaged[Int(random.next() % UInt64(damaged.count))] = UInt8(
                    truncatingIfNeeded: random.next())
            }
            _ = TimeZoneFile.rules(from: damaged)?.offsetSeconds(unixSeconds: 1_000_000_000)
        }
    }

    /// One change from UTC to an hour east of it in 1970, then for ever by the footer.
    private static func sample() -> [UInt8] {
        func header(times: UInt8, types: UInt8, characters: UInt8) -> [UInt8] {
            Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15 + 12)
                + [0, 0, 0, times, 0, 0, 0, types, 0, 0, 0, characters]
        }
        var bytes = header(times: 0, types: 1, characters: 4)
        bytes += [0, 0, 0, 0, 0, 0] + Array("UTC\0".utf8)
        bytes += header(times: 1, types: 2, characters: 8)
        bytes += [UInt8](repeating: 0, count: 8) + [1]
        bytes += [0, 0, 0, 0, 0, 0] + [0, 0, 0x0E, 0x10, 0, 4]
        bytes += Array("UTC\0CET\0".utf8) + Array("\nCET-1\n".utf8)
        return bytes
    }
}
