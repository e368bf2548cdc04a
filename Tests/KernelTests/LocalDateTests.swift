import Testing

@testable import Kernel

@Suite struct `Calendar dates` {
    @Test(
        arguments: [
            ("2000-01-01", 0), ("2026-11-21", 0x265D), ("1999-12-31", -1), ("1970-01-01", -10_957),
            ("0001-01-01", -730_119), ("9999-12-31", 2_921_939), ("2000-02-29", 59),
            ("2000-03-01", 60), ("1900-03-01", -36_465),
        ] as [(String, Int32)])
    func `have PostgreSQL's day numbers`(text: String, days: Int32) throws {
        #expect(try date(text).daysSince2000 == days)
        #expect(try LocalDate(daysSince2000: days).description == text)
    }

    @Test func `agree with a walk from 1900 to 2100, day by day`() throws {
        var (year, month, day) = (1900, 1, 1)
        var number = try LocalDate(year: 1900, month: 1, day: 1).daysSince2000
        var weekday = 1  // a Monday
        while year <= 2100 {
            let walked = try LocalDate(daysSince2000: number)
            let same = walked == (try LocalDate(year: year, month: month, day: day))
            let parts = walked.components == (year, month, day)
            if !same || !parts || walked.weekday.rawValue != weekday {
                Issue.record("wrong at \(year)-\(month)-\(day)")
            }
            number += 1
            weekday = weekday % 7 + 1
            day += 1
            let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
            let lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
            if day > lengths[month - 1] { (month, day) = (month + 1, 1) }
            if month > 12 { (year, month) = (year + 1, 1) }
        }
    }

    @Test func `survive taking apart and printing in every year`() throws {
        var random = SeededRandom()
        let seed = random.seed
        for _ in 0..<20_000 {
            let days = Int32.random(in: -730_119...2_921_939, using: &random)
            let whole = try LocalDate(daysSince2000: days)
            let (year, month, day) = whole.components
            #expect(try LocalDate(year: year, month: month, day: day) == whole, "seed \(seed)")
            #expect(LocalDate(whole.description) == whole, "seed \(seed)")
        }
    }

    @Test(
        arguments: [
            ("", DateError.empty), ("2026-9-30", .notADate), ("2026-09-30 ", .notADate),
            ("20260930", .notADate), ("2026/09/30", .notADate), ("2026-09-3O", .notADate),
            ("+026-09-30", .notADate), ("2026-09-30T00:00:00", .notADate),
            ("٢٠٢٦-09-30", .notADate),
            ("2026-02-29", .impossibleDate(year: 2026, month: 2, day: 29)),
            ("1900-02-29", .impossibleDate(year: 1900, month: 2, day: 29)),
            ("2026-13-01", .impossibleDate(year: 2026, month: 13, day: 1)),
            ("2026-00-10", .impossibleDate(year: 2026, month: 0, day: 10)),
            ("2026-04-00", .impossibleDate(year: 2026, month: 4, day: 0)),
            ("0000-01-01", .outOfRange),
        ] as [(String, DateError)])
    func `are read strictly`(text: String, error: DateError) {
        #expect(throws: error) { try LocalDate(iso: text) }
        #expect(LocalDate(text) == nil)
    }

    @Test func `end at the years 1 and 9999`() throws {
        #expect(throws: DateError.outOfRange) { try LocalDate.max.adding(days: 1) }
        #expect(throws: DateError.outOfRange) { try LocalDate.min.adding(days: -1) }
        #expect(throws: DateError.outOfRange) { try LocalDate.max.adding(days: .max) }
        #expect(throws: DateError.outOfRange) { try LocalDate.max.adding(months: 1) }
        #expect(throws: DateError.outOfRange) { try LocalDate.min.adding(months: -1) }
        #expect(throws: DateError.outOfRange) { try LocalDate.max.adding(months: .max) }
        #expect(throws: DateError.outOfRange) { try LocalDate.min.adding(months: .min) }
        #expect(throws: DateError.outOfRange) { try LocalDate(daysSince2000: .max) }
        #expect(throws: DateError.outOfRange) { try LocalDate(daysSince2000: .min) }
        #expect(throws: DateError.outOfRange) { try LocalDate(year: .max, month: 1, day: 1) }
        #expect(LocalDate.max.lastOfMonth == .max)
        #expect(LocalDate.min.firstOfMonth == .min)
    }

    @Test(
        arguments: [
            ("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"),
            ("2026-03-31", -1, "2026-02-28"), ("2026-08-31", 1, "2026-09-30"),
            ("2026-12-15", 1, "2027-01-15"), ("2026-01-15", -1, "2025-12-15"),
            ("2024-02-29", 12, "2025-02-28"), ("2024-02-29", -1200, "1924-02-29"),
            ("2026-05-05", 0, "2026-05-05"),
        ] as [(String, Int, String)])
    func `add months and stay within the month`(text: String, months: Int, expected: String) throws
    {
        #expect(try date(text).adding(months: months) == date(expected))
    }

    @Test func `count days and find the ends of months`() throws {
        let day = try date("2024-02-10")
        #expect(try day.days(until: date("2024-03-10")) == 29)
        #expect(try date("2024-03-10").days(until: day) == -29)
        #expect(LocalDate.min.days(until: .max) == 3_652_058)
        #expect(try day.firstOfMonth == date("2024-02-01"))
        #expect(try day.lastOfMonth == date("2024-02-29"))
        #expect(try day.adding(days: 30) == date("2024-03-11"))
        #expect(try date("2024-02-09") < day)
        #expect(day.weekday == .saturday)
        #expect(day.weekday.isWeekend)
        #expect((day.year, day.month, day.day) == (2024, 2, 10))
    }

    @Test func `never stop on random bytes`() {
        var random = SeededRandom()
        for _ in 0..<50_000 {
            let bytes = random.bytes(from: "0123456789-:TZ.+ ", upTo: 34)
            _ = try? LocalDate(isoBytes: bytes.span)
            _ = try? Instant(isoBytes: bytes.span)
            _ = try? Instant(iso: String(decoding: bytes, as: UTF8.self))
        }
    }
}
