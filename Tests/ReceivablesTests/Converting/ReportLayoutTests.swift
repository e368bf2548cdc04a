import Kernel
import Testing

@testable import Receivables

@Suite
struct `Reading a report's layout` {
    private let detail = """
        Fernhill Supply, Inc
        A/R Aging Detail Report
        As of Jul 25, 2026

        |Date|Transaction type|Num|Customer full name|Due date|Amount|Open balance
        91 or more days past due
        |11/11/2025|Invoice|SI-1|Acme|12/11/2025|1,000.00|800.00
        |01/23/2023|Credit Memo|SC-1|Bolt|01/23/2023|-100.00|-100.00
        Total for 91 or more days past due|||||||700.00
        CURRENT
        |08/01/2026|Invoice|SI-2|Total Wine|09/01/2026|500.00|500.00
        Total for CURRENT|||||||500.00
        TOTAL|||||||1,200.00
         Thursday, July 30, 2026 04:19 PM GMT-06:00
        """

    @Test func `takes buckets as sections and counts no totals`() throws {
        let list = try ConvertedList(detail)
        #expect(list.form == "quickbooks-online-aging-detail")
        #expect(list.conversion.asOf == LocalDate("2026-07-25"))
        #expect(list.conversion.company == "Fernhill Supply, Inc")
        #expect(list.column(.number) == ["SI-1", "SC-1", "SI-2"])
        #expect(list.column(.open) == ["800.00", "-100.00", "500.00"])
        #expect(list.column(.bucketFrom) == ["91", "91", ""])
        #expect(list.column(.bucketTo) == ["", "", "0"])
        #expect(list.column(.type) == ["Invoice", "Credit Memo", "Invoice"])
        #expect(list.column(.line) == ["7", "8", "11"])
        #expect(list.conversion.rows == 3 && list.conversion.rejected == 0)
        #expect(list.warnings.isEmpty)
    }

    @Test(arguments: [
        "As of July 31| 2026", "As at 31 July| 2026", "July 31| 2026|||", "As of July 31|2026",
    ])
    func `joins a title that its comma split over two cells`(title: String) throws {
        let split = detail.replacing("As of Jul 25, 2026", with: title)
        #expect(try ConvertedList(split).conversion.asOf == LocalDate("2026-07-31"))
    }

    @Test func `tells of totals that do not tie`() throws {
        let wrong = detail.replacing("|||||||700.00", with: "|||||||701.00")
        #expect(
            try ConvertedList(wrong).warnings == [
                "Line 9: “Total for 91 or more days past due” of Open balance says 701.00, but"
                    + " the rows come to 700.00."
            ])
    }

    @Test func `compares in the style the file turns out to have`() throws {
        let list = try ConvertedList(
            """
            Kunde|Rechnungs-Nr.|Rechnungsdatum|Fälligkeit|Offener Betrag
            Müller|R1|01.02.2026|03.03.2026|1.234,50
            Müller|R2|02.02.2026|04.03.2026|1.000
            Summe||||2.234,50
            """)
        #expect(list.warnings == [])
        #expect(list.column(.open) == ["1.234,50", "1.000"])
    }

    @Test func `names customers by their headings, also within others`() throws {
        let list = try ConvertedList(
            """
            |Date|Transaction type|Num|Term|Due date|Open balance
            Acme Corp
            |04/01/2026|Invoice|1|Net 30|05/01/2026|100.00
               Job One
            |04/02/2026|Invoice|2|Net 30|05/02/2026|20.00
               Total for Job One||||||$20.00
            Total for Acme Corp with sub-customers||||||$120.00
            Total Wine
            |04/03/2026|Invoice|3|Net 30|05/03/2026|3.00
            Total for Total Wine||||||$3.00
            TOTAL||||||$123.00
            """)
        #expect(list.form == "quickbooks-open-invoices")
        #expect(list.column(.customer) == ["Acme Corp", "Acme Corp:Job One", "Total Wine"])
        #expect(list.warnings.isEmpty)
    }

    @Test func `knows a customer called Total by the heading`() throws {
        let list = try ConvertedList(
            """
            |Date|Transaction type|Num|Due date|Open balance
            Total
            |04/01/2026|Invoice|1|05/01/2026|100.00
            Total for Total|||||100.00
            TOTAL|||||100.00
            """)
        #expect(list.column(.customer) == ["Total"])
        #expect(list.warnings.isEmpty)
    }

    @Test func `nests headings without an indent where their totals show it`() throws {
        let list = try ConvertedList(
            """
            |Date|Transaction type|Num|Due date|Open balance
            Acme
            |04/01/2026|Invoice|1|05/01/2026|100.00
            Job
            |04/02/2026|Invoice|2|05/02/2026|20.00
            Total Job|||||20.00
            Total Acme|||||120.00
            Bolt
            |04/02/2026|Invoice|3|05/02/2026|1.00
            Total Bolt|||||1.00
            """)
        #expect(list.column(.customer) == ["Acme", "Acme:Job", "Bolt"])
        #expect(list.warnings.isEmpty)
    }

    @Test func `replaces a heading by the next where there are no totals`() throws {
        let list = try ConvertedList(
            """
            Date|Number|Due Date|Balance
            Acme
            04/01/2026|1|05/01/2026|100.00
            Bolt
            04/02/2026|2|05/02/2026|20.00
            """)
        #expect(list.column(.customer) == ["Acme", "Bolt"])
    }

    @Test func `skips headers, titles and page numbers that every page repeats`() throws {
        let header = "Customer|Invoice No|Invoice Date|Due Date|Balance Due"
        let list = try ConvertedList(
            """
            Open items of Fernhill
            \(header)
            Acme|1|2026-01-02|2026-02-02|5.00
            Page 1 of 2
            Open items of Fernhill
            \(header)
            Acme|2|2026-01-03|2026-02-03|6.00
            Page 2 of 2
            """)
        #expect(list.column(.number) == ["1", "2"])
        #expect(list.conversion.rejected == 0)
    }

    @Test func `reads a header that is broken over two lines`() throws {
        let list = try ConvertedList(
            """
            |Invoice|Invoice|Due|Open
            Customer|Number|Date|Date|Balance
            Acme|1|2026-01-02|2026-02-02|5.00
            """)
        #expect(list.column(.number) == ["1"] && list.column(.dueDate) == ["2026-02-02"])
        #expect(list.column(.open) == ["5.00"])
    }

    @Test func `takes no row of values for a header`() throws {
        let list = try ConvertedList(
            """
            Name|Account|Num|Date|Due Date|Balance
            Customer|Invoice|Number|2026-01-02|2026-02-02|Open
            Acme|Accounts Receivable|1|2026-01-02|2026-02-02|5.00
            """)
        #expect(list.column(.customer) == ["Customer", "Acme"])
    }

    @Test func `takes the customer from above in an aging by document`() throws {
        let list = try ConvertedList(
            """
            Customer|Invoice No|Invoice Date|Due Date|Current|1-30|31-60|Over 60|Total
            Acme|1|2026-01-02|2026-02-02|5.00||||5.00
            |2|2026-01-03|2026-02-03||6.00|||6.00
            Acme||||5.00|6.00|||11.00
            Bolt|3|2026-01-03|2026-02-03||||7.00|7.00
            Grand Total||||5.00|6.00||7.00|18.00
            """)
        #expect(list.form == "aging-detail")
        #expect(list.column(.customer) == ["Acme", "Acme", "Bolt"])
        #expect(list.column(.bucket) == ["Current", "1-30", "Over 60"])
        #expect(list.column(.open) == ["5.00", "6.00", "7.00"])
        #expect(list.warnings == ["One row names no customer; the customer above it was taken."])
    }

    @Test func `refuses rows whose amount belongs to nothing`() throws {
        let list = try ConvertedList(
            """
            Customer|Invoice No|Invoice Date|Due Date|Balance Due
            Acme|1|2026-01-02|2026-02-02|5.00
            Acme surcharge||||9.00
            """)
        #expect(list.conversion.rejects.map(\.line) == [3])
        #expect(list.lines.count == 1)
    }
}
