import Kernel
import Testing

@testable import Formats

@Suite struct `Reading written dates` {
    @Test(
        arguments: [
            ("2026-07-25", .dmy, "2026-07-25"), ("2026/7/5", .mdy, "2026-07-05"),
            ("2026.07.05", .dmy, "2026-07-05"), ("7/25/2026", .mdy, "2026-07-25"),
            ("25/7/2026", .dmy, "2026-07-25"), ("25.07.2026", .dmy, "2026-07-25"),
            ("25.7.26", .dmy, "2026-07-25"), ("7/25/26", .mdy, "2026-07-25"),
            ("26/07/25", .ymd, "2026-07-25"), ("25-Jul-26", .mdy, "2026-07-25"),
            ("25 Jul 2026", .ymd, "2026-07-25"), ("Jul 25, 2026", .dmy, "2026-07-25"),
            ("Saturday, July 25, 2026", .dmy, "2026-07-25"), ("20260725", .mdy, "2026-07-25"),
            ("25072026", .dmy, "2026-07-25"), ("07252026", .mdy, "2026-07-25"),
            ("2018-05-13 00:00:00", .dmy, "2018-05-13"),
            ("2026-07-25T00:00:00Z", .dmy, "2026-07-25"),
            ("2026-07-25 14:03:22", .dmy, "2026-07-25"), ("7/25/2026 2:03 PM", .mdy, "2026-07-25"),
            ("2026-07-25T14:03:22.123", .ymd, "2026-07-25"),
            ("25. Juli 2026", .dmy, "2026-07-25"), ("Sa., 25. Juli 2026", .dmy, "2026-07-25"),
            ("1er juillet 2026", .dmy, "2026-07-01"), ("25 juil. 2026", .dmy, "2026-07-25"),
            ("mar. 3 févr. 2026", .dmy, "2026-02-03"), ("mar 3 mars 2026", .dmy, "2026-03-03"),
            ("3 mar 2026", .dmy, "2026-03-03"), ("25 de julio de 2026", .dmy, "2026-07-25"),
            ("sábado, 25 de julho de 2026", .dmy, "2026-07-25"),
            ("25 LUGLIO 2026", .dmy, "2026-07-25"),
            ("zaterdag 25 juli 2026", .dmy, "2026-07-25"), ("25 mrt. 2026", .dmy, "2026-03-25"),
            ("5. März 2026", .dmy, "2026-03-05"), ("5 MÄRZ 2026", .dmy, "2026-03-05"),
            ("5 Ma\u{308}rz 2026", .dmy, "2026-03-05"),
            ("sexta-feira, 3 abr 2026", .dmy, "2026-04-03"),
            ("July 25th, 2026", .mdy, "2026-07-25"), ("the 25th of July 2026", .mdy, "2026-07-25"),
            ("1º de enero de 2026", .dmy, "2026-01-01"), ("25Jul2026", .dmy, "2026-07-25"),
            ("25-JUL-2026 00:00:00", .dmy, "2026-07-25"), ("25 Jul '26", .dmy, "2026-07-25"),
            ("99-Jan-02", .dmy, "1999-01-02"), ("Sat 25/07/2026", .dmy, "2026-07-25"),
            ("Sa., 25.07.2026", .dmy, "2026-07-25"), ("mar. 03/02/2026", .dmy, "2026-02-03"),
            ("\u{A0}25/07/2026 ", .dmy, "2026-07-25"), ("25–07–2026", .dmy, "2026-07-25"),
            ("1/1/68", .dmy, "2068-01-01"), ("1/1/69", .dmy, "1969-01-01"),
            ("1 Jan 68", .dmy, "2068-01-01"), ("1 Jan 69", .dmy, "1969-01-01"),
            ("2026 September 30", .dmy, "2026-09-30"), ("Sept. 5, 2026", .mdy, "2026-09-05"),
        ] as [(String, DateOrder, String)])
    func `accepts what programs and people write`(
        text: String, order: DateOrder, expected: String
    ) throws {
        #expect(try WrittenDate.parse(text, style: .order(order)).description == expected)
    }

    @Test(
        arguments: [
            ("", DateError.empty), (" \u{A0}", .empty), ("soon", .notADate),
            ("July 2026", .notADate),
            ("2026", .notADate), ("45658", .notADate), ("Monday", .notADate), ("12.50", .notADate),
            ("25 Foo 2026", .notADate), ("25 July 2026 3", .notADate), ("Jan Feb 2026", .notADate),
            ("25 July 2026 at noon", .notADate), ("1/2/3", .notADate), ("12:30", .notADate),
            ("25/07/2026 25:00", .notADate),
            ("30 Feb 2026", .impossibleDate(year: 2026, month: 2, day: 30)),
            ("31/04/2026", .impossibleDate(year: 2026, month: 4, day: 31)),
            ("2026-07-25T14:03:22Z", .hasTimeOfDay), ("2026-07-25T23:00:00+02:00", .hasTimeOfDay),
            ("0000-01-01", .outOfRange), (String(repeating: "1", count: 97), .notADate),
            ("TOTAL", .notADate), ("Aging", .notADate), ("25/07/20266", .notADate),
            ("-", .notADate),
        ] as [(String, DateError)])
    func `names the reason for everything else`(text: String, error: DateError) {
        #expect(throws: error) { try WrittenDate.parse(text, style: .order(.dmy)) }
    }

    @Test(
        arguments: [
            ("45658", "2025-01-01"), ("#45658", "2025-01-01"), ("46228.0", "2026-07-25"),
            ("46228.75", "2026-07-25"), ("2026-07-25", "2026-07-25"), ("25 Jul 2026", "2026-07-25"),
            ("36526", "2000-01-01"), ("32874", "1990-01-01"),
        ])
    func `reads a spreadsheet's numbers when the column is of them`(
        text: String, expected: String
    ) throws {
        #expect(try WrittenDate.parse(text, style: .serial).description == expected)
    }

    @Test func `refuses other dates and numbers among a spreadsheet's numbers`() {
        for text in ["25/07/2026", "19999", "73051", "4565", "456580", "45658.x", "#REF!"] {
            #expect(throws: DateError.notADate) { try WrittenDate.parse(text, style: .serial) }
        }
    }

    @Test func `reads a spreadsheet's cells in any column`() throws {
        let style = DateStyle.order(.dmy)
        #expect(try WrittenDate.parse("#45658", style: style) == date("2025-01-01"))
        #expect(try WrittenDate.parse("#20260930", style: style) == date("2026-09-30"))
        #expect(throws: DateError.notADate) { try WrittenDate.parse("#12.5", style: style) }
        #expect(throws: DateError.notADate) { try WrittenDate.parse("#", style: style) }
    }

    @Test func `finds the year of a day and month in its period`() throws {
        let (from, to) = try (date("2025-07-01"), date("2026-06-30"))
        for (text, expected) in [
            ("107", "2025-07-01"), ("3112", "2025-12-31"), ("0101", "2026-01-01"),
            ("2802", "2026-02-28"),
        ] {
            #expect(
                try WrittenDate.dayAndMonth(text, from: from, to: to).description == expected)
        }
        for text in ["2902", "3104"] {
            #expect(throws: DateError.outOfRange) {
                try WrittenDate.dayAndMonth(text, from: from, to: to)
            }
        }
        for text in ["1", "00101", "1x1", "0113", "3201"] {
            #expect(throws: DateError.notADate) {
                try WrittenDate.dayAndMonth(text, from: from, to: to)
            }
        }
    }

    @Test func `reads every month of seven languages, and every weekday before a date`() throws {
        for (index, words) in DateWord.months.enumerated() {
            let expected = try LocalDate(year: 2026, month: index + 1, day: 5)
            for word in words.split(separator: " ") {
                for name in [String(word), word.uppercased(), "\(word).", word.startingWithCapital]
                {
                    for text in ["5 \(name) 2026", "\(name) 5, 2026", "5-\(name)-26"] {
                        #expect(try WrittenDate.parse(text, style: .order(.dmy)) == expected)
                    }
                }
            }
        }
        for word in DateWord.weekdays.split(separator: " ") {
            for text in ["\(word), 5 May 2026", "\(word). 5.5.2026"] {
                #expect(
                    try WrittenDate.parse(text, style: .order(.dmy)) == date("2026-05-05"),
                    "\(text)")
            }
        }
    }

    @Test func `undoes every way of writing every day from 1990 to 2060`() throws {
        let names = DateWord.months.map { String($0.split(separator: " ")[0]) }
        var day = try date("1990-01-01")
        let last = try date("2060-12-31")
        while day <= last {
            let (year, month, dayOfMonth) = day.components
            let short = String(String(year).suffix(2))
            let (m, d) = (padded(month), padded(dayOfMonth))
            let forms: [(DateOrder, String)] = [
                (.dmy, "\(d)\(m)\(year)"), (.mdy, "\(m)\(d)\(year)"), (.mdy, "\(year)\(m)\(d)"),
                (.dmy, "\(d) \(names[month - 1]) \(year)"),
                (.mdy, "\(names[month - 1]) \(dayOfMonth), \(year)"),
                (.ymd, "\(dayOfMonth)-\(names[month - 1].prefix(3))-\(short)"),
                (.dmy, "\(year)-\(m)-\(d)T00:00:00"), (.mdy, "\(m)/\(d)/\(year) 11:59 PM"),
                (.dmy, "\(dayOfMonth)/\(month)/\(short)"), (.mdy, "\(m)-\(d)-\(short)"),
                (.ymd, "\(short)/\(m)/\(d)"), (.mdy, "\(year)-\(m)-\(d)"),
            ]
            let texts: [(DateOrder, String)] = [
                (.ymd, "\(year)-\(m)-\(d)"), (.mdy, "\(month)/\(dayOfMonth)/\(year)"),
                (.dmy, "\(d).\(m).\(year)"), forms[Int(day.daysSince2000 + 36_525) % forms.count],
            ]
            for (order, text) in texts {
                let read = try? WrittenDate.parse(text, style: .order(order))
                if read != day { #expect(read == day, "\(text)") }
            }
            let serial = String(Int(day.daysSince2000) + 36_526)
            let read = try? WrittenDate.parse(serial, style: .serial)
            if read != day { #expect(read == day, "\(serial)") }
            day = try day.adding(days: 1)
        }
    }

    @Test func `never stops on damaged dates and random bytes`() {
        var random = SeededRandom()
        let whole = [
            "2026-09-30", "Saturday, July 25, 2026", "30.09.2026", "1er févr. 2026", "45658",
            "2026-09-30T00:00:00.000+02:00", "9/30/2026 12:00:00 AM", "25072026",
        ].map { Array($0.utf8) }
        var accepted = 0
        var detector = DateStyleDetector()
        for round in 0..<15_000 {
            var bytes = random.bytes(upTo: 16, from: "0123456789-/. :,TZJanSeptMaydi")
            if round % 2 == 0 {
                bytes = whole[random.below(whole.count)]
                for _ in 0...random.below(3) {
                    bytes[random.below(bytes.count)] = UInt8(truncatingIfNeeded: random.next())
                }
            }
            for order in DateOrder.allCases {
                let date = try? WrittenDate.parse(bytes.span, style: .order(order))
                accepted += date == nil ? 0 : 1
            }
            detector.add(bytes.span)
            _ = WrittenDate.stated(in: String(decoding: bytes, as: UTF8.self), order: nil)
        }
        #expect(accepted > 100, "seed \(random.seed)")
    }
}

@Suite struct `Finding the date a title states` {
    @Test(
        arguments: [
            ("As of Jul 25, 2026", "2026-07-25"), ("As of 31 December 2025", "2025-12-31"),
            ("As at 30 September 2026", "2026-09-30"), ("Stand: 31.12.2025", "2025-12-31"),
            ("From 10 October 2017 to 23 April 2019", "2019-04-23"),
            (" Thursday, July 30, 2026 04:19 PM GMT-06:00", "2026-07-30"),
            ("Offene Posten zum 30.09.2026, gedruckt am 02.10.2026", "2026-09-30"),
            ("Report of 2 Oct 2026 as of 2026-09-30", "2026-09-30"),
            ("As of 09/30/2026", "2026-09-30"),
            ("As of 05/05/2026", "2026-05-05"), ("As of 05/06/2026", nil),
            ("Période du 01/01/2026 au 31/03/2026", "2026-03-31"),
            ("January - March, 2026", nil), ("A/R Aging Detail", nil), ("", nil),
            ("Apex 24 Ltd", nil), ("As of September 30, 2026", "2026-09-30"),
            ("20260930", "2026-09-30"), ("Month ended 31 May 2026", "2026-05-31"),
        ] as [(String, String?)])
    func `reads the report's date`(text: String, expected: String?) {
        #expect(WrittenDate.stated(in: text, order: nil)?.description == expected)
    }

    @Test func `reads numbers in the order it is told`() throws {
        #expect(WrittenDate.stated(in: "As of 05/06/2026", order: .mdy) == (try date("2026-05-06")))
        #expect(
            WrittenDate.stated(in: "Stichtag: 30.09.2026", order: .ymd)
                == (try date("2026-09-30")))
        #expect(
            WrittenDate.stated(in: "Report Date: 30/09/2026", order: .mdy)
                == (try date("2026-09-30")))
        #expect(WrittenDate.stated(in: "As of 05/06/2026", order: .ymd) == nil)
        #expect(WrittenDate.stated(in: "As of 05/06/2026", order: .dmy) == (try date("2026-06-05")))
    }
}

private func date(_ text: String) throws -> LocalDate { try LocalDate(iso: text) }

private func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

extension StringProtocol {
    fileprivate var startingWithCapital: String { prefix(1).uppercased() + dropFirst() }
}
