import Testing

@testable import Kernel

@Suite struct `Parsing written dates` {
    @Test(
        arguments: [
            ("2026-09-30", .ymd, "2026-09-30"), ("2026/9/3", .ymd, "2026-09-03"),
            ("26.09.30", .ymd, "2026-09-30"), ("20260930", .ymd, "2026-09-30"),
            ("09/30/2026", .mdy, "2026-09-30"), ("9/3/26", .mdy, "2026-09-03"),
            ("30.09.2026", .dmy, "2026-09-30"), ("3-9-69", .dmy, "1969-09-03"),
            ("3-9-68", .dmy, "2068-09-03"), ("1/1/00", .dmy, "2000-01-01"),
            ("31/12/99", .dmy, "1999-12-31"), (" 30. 9. 2026 ", .dmy, "2026-09-30"),
            ("2 Jan 2026", .dmy, "2026-01-02"), ("Jan 2, 2026", .mdy, "2026-01-02"),
            ("January 2 2026", .ymd, "2026-01-02"), ("02-JAN-26", .mdy, "2026-01-02"),
            ("26-Jan-02", .ymd, "2026-01-02"), ("2026 September 30", .dmy, "2026-09-30"),
            ("30-sept-2026", .mdy, "2026-09-30"), ("30 Sep. 2026", .dmy, "2026-09-30"),
            ("1 may 2026", .dmy, "2026-05-01"), ("31-Dec-1999", .ymd, "1999-12-31"),
            ("2026-09-30 00:00:00", .ymd, "2026-09-30"),
            ("2026-09-30T00:00:00", .ymd, "2026-09-30"),
            ("2026-09-30T00:00:00.000Z", .ymd, "2026-09-30"),
            ("2026-09-30T00:00:00+02:00", .ymd, "2026-09-30"),
            ("2026-09-30 00:00:00.000000", .ymd, "2026-09-30"),
            ("9/30/2026 12:00:00 AM", .mdy, "2026-09-30"), ("9/30/2026 0:00", .mdy, "2026-09-30"),
            ("20260930 00:00", .ymd, "2026-09-30"),
        ] as [(String, DateOrder, String)])
    func `accepts what programs and people write`(
        text: String, order: DateOrder, expected: String
    ) throws {
        #expect(try DateText.parse(text, order: order) == date(expected))
        #expect(try DateText.parse(text[...], order: order) == date(expected))
    }

    @Test(
        arguments: [
            ("", .ymd, DateError.empty), ("  ", .dmy, .empty), ("soon", .ymd, .notADate),
            ("2026", .ymd, .notADate), ("2026-09", .ymd, .notADate), ("12.50", .dmy, .notADate),
            ("2026-09-30", .mdy, .notADate), ("2026-09-30", .dmy, .notADate),
            ("30.09.2026", .ymd, .notADate), ("1-2/2026", .mdy, .notADate),
            ("1 2 2026", .mdy, .notADate), ("1/2/3", .mdy, .notADate), ("1/2/202", .mdy, .notADate),
            ("1/2/20266", .mdy, .notADate), ("123/1/2026", .mdy, .notADate),
            ("1--2-2026", .mdy, .notADate), ("1/2/2026x", .mdy, .notADate),
            ("1/2/2026 at noon", .mdy, .notADate), ("1/2/2026 25:00", .mdy, .notADate),
            ("1/2/2026 00:00:00 XM", .mdy, .notADate), ("2 Foo 2026", .dmy, .notADate),
            ("2 Septembre 2026", .dmy, .notADate), ("2Jan2026", .dmy, .notADate),
            ("20260930", .dmy, .notADate), ("123456789", .ymd, .notADate),
            ("1234", .ymd, .notADate),
            ("Jan Feb 2026", .mdy, .notADate), ("-1/2/2026", .mdy, .notADate),
            ("30/02/2026", .dmy, .impossibleDate(year: 2026, month: 2, day: 30)),
            ("13/13/2026", .dmy, .impossibleDate(year: 2026, month: 13, day: 13)),
            ("30 Feb 2026", .dmy, .impossibleDate(year: 2026, month: 2, day: 30)),
            ("0/1/2026", .dmy, .impossibleDate(year: 2026, month: 1, day: 0)),
            ("0000-01-01", .ymd, .outOfRange), ("2026-09-30 13:37", .ymd, .hasTimeOfDay),
            ("2026-09-30T00:00:00.001Z", .ymd, .hasTimeOfDay),
            ("9/30/2026 12:00:00 PM", .mdy, .hasTimeOfDay),
            ("9/30/2026 1:00 am", .mdy, .hasTimeOfDay),
        ] as [(String, DateOrder, DateError)])
    func `names the reason for everything else`(
        text: String, order: DateOrder, error: DateError
    ) {
        #expect(throws: error) { try DateText.parse(text, order: order) }
    }

    @Test func `knows every month by its long and its short name`() throws {
        let names = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September",
            "October", "November", "December",
        ]
        for (index, name) in names.enumerated() {
            let expected = try LocalDate(year: 2026, month: index + 1, day: 5)
            for text in [name, name.uppercased(), String(name.prefix(3)), name.lowercased()] {
                #expect(try DateText.parse("5 \(text) 2026", order: .dmy) == expected)
            }
            if name.count > 4, name != "September" {
                #expect(throws: DateError.notADate) {
                    try DateText.parse("5 \(name.prefix(4)) 2026", order: .dmy)
                }
            }
        }
    }

    @Test func `undoes every way of writing a random date`() throws {
        var random = SeededRandom()
        let seed = random.seed
        for _ in 0..<3_000 {
            let days = Int32.random(in: -365_000...2_921_939, using: &random)
            let whole = try LocalDate(daysSince2000: days)
            let (year, month, day) = whole.components
            let padded = String(repeating: "0", count: 4 - String(year).count) + String(year)
            for mark in ["-", "/", "."] {
                let texts: [(DateOrder, [String])] = [
                    (.ymd, [padded, "\(month)", "\(day)"]),
                    (.mdy, ["\(month)", "\(day)", padded]),
                    (.dmy, ["\(day)", "\(month)", padded]),
                ]
                for (order, parts) in texts {
                    let text = parts.joined(separator: mark)
                    #expect(try DateText.parse(text, order: order) == whole, "seed \(seed)")
                }
            }
        }
    }

    @Test func `never stops on damaged dates and random bytes`() {
        var random = SeededRandom()
        let whole = [
            "2026-09-30", "9/30/26", "30.09.2026", "2 Jan 2026", "Sept 30, 2026", "20260930",
            "2026-09-30T00:00:00.000+02:00", "9/30/2026 12:00:00 AM",
        ].map { Array($0.utf8) }
        var accepted = 0
        var detector = DateOrderDetector()
        for round in 0..<60_000 {
            var bytes = random.bytes(from: "0123456789-/. :,TZJanSeptMay", upTo: 14)
            if round % 2 == 0 {
                bytes = whole[Int(random.next() % UInt64(whole.count))]
                for _ in 0...random.next() % 3 {
                    bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(
                        truncatingIfNeeded: random.next() % 128)
                }
            }
            for order in DateOrder.allCases {
                accepted += (try? DateText.parse(bytes.span, order: order)) == nil ? 0 : 1
            }
            detector.add(bytes.span)
        }
        #expect(accepted > 500, "seed \(random.seed)")
    }
}
