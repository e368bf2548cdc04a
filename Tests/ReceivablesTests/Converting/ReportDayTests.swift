import Kernel
import Testing

@testable import Receivables

@Suite
struct `The day of a report` {
    private func list(
        _ title: String, dates: String = "2026-04-13", monthFirst: Bool = true
    ) throws -> ConvertedList {
        try ConvertedList(
            """
            Open Invoices
            \(title)
            Date|Transaction type|Num|Customer|Due date|Open balance
            \(dates)|Invoice|1|A|\(dates)|60.00
            """
        ) { $0.prefersMonthFirst = monthFirst }
    }

    @Test(arguments: [
        ("13/04/2026", true, "2026-06-05", 0), ("04/13/2026", false, "2026-05-06", 0),
        ("2026-04-13", true, "2026-05-06", 1), ("2026-04-13", false, "2026-06-05", 1),
    ])
    func `follows the file's own dates, else what is usual, with a warning`(
        dates: String, monthFirst: Bool, day: String, warnings: Int
    ) throws {
        let found = try list("As of 05/06/2026", dates: dates, monthFirst: monthFirst)
        #expect(found.conversion.asOf == LocalDate(day))
        #expect(found.warnings.count == warnings, "\(found.warnings)")
    }

    @Test func `of a summary without dates is doubtful`() throws {
        let text = """
            Aged Receivables Summary
            As at 05/06/2026
            Contact|Current|< 1 Month|1 Month|Older|Total
            Bob|10.00||20.00||30.00
            """
        let found = try ConvertedList(text)
        #expect(found.conversion.asOf == LocalDate("2026-06-05"))
        #expect(found.warnings.contains { $0.contains("in more than one order") })
        let asked = try ConvertedList(text) { $0.asOf = LocalDate("2026-06-05") }
        #expect(asked.warnings.isEmpty)
    }

    @Test func `is not the one on which it was printed`() throws {
        let period = "From 1 January 2026 to 30 June 2026\nPrinted 5 July 2026"
        #expect(try list(period).conversion.asOf == LocalDate("2026-06-30"))
        let printed = try list("Printed 5 July 2026")
        #expect(printed.warnings.contains { $0.contains("the day it was made, 2026-07-05") })
    }
}
