import Formats
import Kernel
import Testing

@testable import Receivables

@Suite
struct `An aging by customer` {
    private let summary = """
        Aged Receivables Summary
        Synthetic Entity
        As at 30 September 2026
        Ageing by due date

        Contact|Current|< 1 Month|1 Month|2 Months|3 Months|Older|Total
        00123|100||0|0|0|0|100
        00123|0|-25|0|0|0|0|-25
        Total|0|0|10|0|0|0|10
        Total|100|-25|10|0|0|0|85
        """

    @Test func `gives a line for each customer and filled column`() throws {
        let list = try ConvertedList(summary)
        #expect(list.form == "xero-aging-summary")
        #expect(list.conversion.form.isAging && list.conversion.form.list == .aging)
        #expect(list.conversion.agingBasis == .due)
        #expect(list.conversion.asOf == LocalDate("2026-09-30"))
        #expect(list.column(.customer) == ["00123", "00123", "Total"])
        #expect(list.column(.bucket) == ["Current", "< 1 Month", "1 Month"])
        #expect(list.column(.open) == ["100", "-25", "10"])
        #expect(list.warnings.isEmpty)
    }

    @Test func `knows a customer called Total from the last row`() throws {
        let without = summary.replacing("Total|100|-25|10|0|0|0|85", with: "")
        let list = try ConvertedList(without)
        #expect(list.column(.customer) == ["00123", "00123"])
        #expect(list.warnings.count == 4)
    }

    @Test func `takes Total Wine for a customer and Total Acme for a total`() throws {
        let list = try ConvertedList(
            """
            A/R Aging Summary
            As of Sep 30, 2026
            |Current|1 - 30|31 - 60|61 - 90|91 and over|Total
            Acme|||||5.00|5.00
               Job|1.00|||||1.00
            Total Acme|1.00||||5.00|6.00
            Total Wine||2.00||||2.00
            TOTAL|$1.00|$2.00|||$5.00|$8.00
            """)
        #expect(list.form == "quickbooks-online-aging-summary")
        #expect(list.column(.customer) == ["Acme", "Acme:Job", "Total Wine"])
        #expect(list.warnings.isEmpty)
    }

    @Test func `knows the total of a customer of whom only the jobs have rows`() throws {
        let list = try ConvertedList(
            """
            A/R Aging Summary
            As of Sep 30, 2026
            |Current|1 - 30|31 - 60|61 - 90|91 and over|Total
            Amy:Kid|1.00|||||1.00
            Amy:Kid:Car||2.00||||2.00
            Total Amy:Kid|1.00|2.00||||3.00
            Total Amy|1.00|2.00||||3.00
            Bo - Shop|1.00|||||1.00
            Bo - Stall|2.00|||||2.00
            Total Bo|3.00|||||3.00
            Total Wine|4.00|||||4.00
            TOTAL|$8.00|$2.00|||$0.00|$10.00
            """)
        #expect(
            list.column(.customer)
                == ["Amy:Kid", "Amy:Kid:Car", "Bo - Shop", "Bo - Stall", "Total Wine"])
        #expect(list.warnings.isEmpty)
    }

    @Test func `compares the total of jobs with their rows`() throws {
        let list = try ConvertedList(
            """
            Customer|Current|1-30|Over 30|Total
            Zoe|1.00|||1.00
            Amy:Kid|3.00|||3.00
            Total Amy|9.00|||9.00
            Total|4.00|||4.00
            """)
        #expect(list.column(.customer) == ["Zoe", "Amy:Kid"])
        #expect(
            list.warnings == [
                "Line 4: “Total Amy” of Current says 9.00, but the rows come to 3.00.",
                "Line 4: “Total Amy” of Total says 9.00, but the rows come to 3.00.",
            ])
    }

    @Test func `reads joined amounts as exact numbers and marks them`() throws {
        let rows =
            ListedRows.rows("Customer|Current|1-30|Over 30|Total")
            + [
                TableRow(
                    sheet: 0, line: 2,
                    cells: [
                        .number("10017"), .number("12.5"), .blank, .number("3"), .number("15.5"),
                    ],
                    indent: 0)
            ]
        let list = try ConvertedList(ListedRows(rows))
        #expect(list.column(.customer) == ["10017", "10017"])
        #expect(list.column(.open) == ["#12.5", "#3"])
        #expect(list.warnings.isEmpty)
    }

    @Test func `refuses a row that has something else than an amount`() throws {
        let list = try ConvertedList(
            """
            Customer|Current|1-30|Over 30|Total
            Acme|12.50|see note|3.00|15.50
            Bolt|1.00|||1.00
            """)
        #expect(list.conversion.rejects.map(\.column) == ["1-30"])
        #expect(list.column(.open) == ["1.00"])
    }

    @Test func `turns columns named by dates into days`() throws {
        let list = try ConvertedList(
            """
            Aged Accounts Receivable
            Fernhill Ltd
            Aged as of 30/09/2026
            No.|Name|Balance|Not Due|01/09/26..30/09/26|01/08/26..31/08/26|Before 01/08/26
            10000|Acme|100.00|50.00|20.00|10.00|20.00
            |Total|100.00|50.00|20.00|10.00|20.00
            """)
        #expect(list.form == "dynamics-nav-aging")
        #expect(list.column(.customer) == ["10000", "10000", "10000", "10000"])
        #expect(list.column(.customerName).first == "Acme")
        #expect(list.column(.bucketFrom) == ["", "0", "30", "61"])
        #expect(list.column(.bucketTo) == ["0", "29", "60", ""])
        #expect(list.warnings.isEmpty)
    }

    @Test func `knows a total without a label by its sums`() throws {
        let list = try ConvertedList(
            """
            Name|Credit Limit|Balance|Current|1-30 Days|Over 30 Days
            Acme|500|10.00|5.00|5.00|0
            Bolt|0|-3.00|-3.00|0.00|0
            ||7.00|2.00|5.00|0
            ||9.00|4.00|5.00|0
            """)
        #expect(list.column(.customer) == ["Acme", "Acme", "Bolt"])
        #expect(list.conversion.rejects.map(\.line) == [5])
    }

    @Test func `tells of a row whose columns do not come to its total`() throws {
        let list = try ConvertedList(
            """
            Customer|Current|1-30|Over 30|Total
            Acme|12.50||3.00|99.00
            """)
        #expect(
            list.warnings
                == ["Line 2: “Acme” of Total says 99.00, but its columns come to 15.50."])
    }
}
