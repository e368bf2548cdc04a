import Kernel
import Testing

@Suite struct `A fiscal year` {
    private static func end(
        _ months: Int, before day: String, from month: Int
    ) throws -> String {
        try FiscalYear(firstMonth: month).end(ofLast: months, before: LocalDate(iso: day))
            .description
    }

    @Test(arguments: [
        // (first month, day, end of the last quarter, end of the last year)
        (1, "2026-09-15", "2026-06-30", "2025-12-31"),
        (1, "2026-01-01", "2025-12-31", "2025-12-31"),
        (1, "2026-12-31", "2026-09-30", "2025-12-31"),
        (4, "2026-09-15", "2026-06-30", "2026-03-31"),
        (4, "2026-03-31", "2025-12-31", "2025-03-31"),
        (4, "2026-04-01", "2026-03-31", "2026-03-31"),
        (2, "2026-01-31", "2025-10-31", "2025-01-31"),
        (3, "2024-03-01", "2024-02-29", "2024-02-29"),
        (12, "2026-11-22", "2026-08-31", "2025-11-30"),
        (12, "2026-12-01", "2026-11-30", "2026-11-30"),
    ])
    func `ends quarters and itself where its first month says`(
        _ month: Int, _ day: String, _ quarter: String, _ year: String
    ) throws {
        #expect(try Self.end(3, before: day, from: month) == quarter)
        #expect(try Self.end(12, before: day, from: month) == year)
    }

    @Test func `leaves months as they are`() throws {
        for month in 1...12 {
            #expect(try Self.end(1, before: "2026-03-05", from: month) == "2026-02-28")
        }
    }

    @Test func `covers every day once`() throws {
        for month in 1...12 {
            let year = FiscalYear(firstMonth: month)
            var day = try LocalDate(year: 2023, month: 12, day: 1)
            for _ in 0..<800 {
                for months in [1, 3, 12] {
                    let start = try year.start(of: months, at: day)
                    #expect(start <= day && start.day == 1)
                    #expect(try start.adding(months: months) > day)
                }
                day = try day.adding(days: 1)
            }
        }
    }

    @Test(arguments: [
        (1, "2026-09-15", "Q3 2026"), (1, "2026-01-01", "Q1 2026"), (1, "2026-12-31", "Q4 2026"),
        (7, "2026-07-01", "Q1 FY2027"), (7, "2026-06-30", "Q4 FY2026"),
        (7, "2027-01-15", "Q3 FY2027"), (10, "2026-11-22", "Q1 FY2027"),
        (12, "2026-11-30", "Q4 FY2026"), (2, "2026-01-31", "Q4 FY2026"),
    ])
    func `names quarters after the calendar year in which it ends`(
        _ month: Int, _ day: String, _ name: String
    ) throws {
        #expect(FiscalYear(firstMonth: month).quarterName(of: try LocalDate(iso: day)) == name)
    }
}
