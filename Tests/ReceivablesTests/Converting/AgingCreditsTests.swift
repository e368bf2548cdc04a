import Testing

@testable import Receivables

@Suite
struct `Credits beside the buckets of an aging` {
    private static let header = "Customer|Current|1-30|Over 30|Unapplied|Total\n"

    private func opens(_ rows: String) throws -> (ConvertedList, [String]) {
        let list = try ConvertedList(Self.header + rows)
        return (list, zip(list.column(.bucket), list.column(.open)).map { "\($0) \($1)" })
    }

    @Test func `are the customer's credit on the day of the list`() throws {
        let (list, opens) = try opens("Acme|10.00||50.00|-30.00|30.00")
        #expect(opens == ["Current 10.00", "Over 30 50.00", "Unapplied -30.00"])
        #expect(list.column(.bucketFrom) == ["", "31", ""])
        #expect(list.column(.bucketTo) == ["0", "", ""])
        #expect(list.warnings.isEmpty)
    }

    @Test func `may be printed without their sign, as the total tells`() throws {
        let (list, opens) = try opens("Acme|10.00||50.00|30.00|30.00\nBolt|5.00|||3.00|8.00")
        #expect(
            opens == [
                "Current 10.00", "Over 30 50.00", "Unapplied -30.00", "Current 5.00",
                "Unapplied 3.00",
            ])
        #expect(list.warnings.isEmpty)
    }

    @Test func `count where the printed total leaves them out`() throws {
        let (list, opens) = try opens("Acme|10.00||50.00|30.00|60.00")
        #expect(opens == ["Current 10.00", "Over 30 50.00", "Unapplied -30.00"])
        #expect(
            list.warnings == [
                "The printed total of one row leaves out what is unapplied; the books hold that"
                    + " as well."
            ])
    }

    @Test func `are told of where the total fits in no way`() throws {
        let (list, opens) = try opens(
            "Acme|10.00||50.00|-30.00|45.00\nTotal|10.00||50.00|-30.00|45.00")
        #expect(opens == ["Current 10.00", "Over 30 50.00", "Unapplied -30.00"])
        #expect(
            list.warnings
                == ["Line 2: “Acme” of Total says 45.00, but its columns come to 30.00."])
    }

    @Test func `stand in the total that Tally prints before them`() throws {
        let list = try ConvertedList(
            """
            Group Outstandings
            Sundry Debtors
            1-Apr-2026 to 30-Jun-2026

            Particulars|Pending Amount|( < 30 days )|30 to 60 days|( > 60 days )|On Account
            Sharma|1,18,000.00 Dr|0|1,18,000.00 Dr|0|
            Verma|20,000.00 Dr|25,000.00 Dr|0|0|5,000.00 Cr
            Bose|7,000.00 Dr|6,000.00 Dr||1,500.00 Dr|
            Grand Total|1,45,000.00 Dr|31,000.00 Dr|1,18,000.00 Dr|1,500.00 Dr|5,000.00 Cr
            """)
        #expect(
            zip(list.column(.customer), list.column(.open)).map { "\($0) \($1)" } == [
                "Sharma 1,18,000.00 Dr", "Verma 25,000.00 Dr", "Verma 5,000.00 Cr",
                "Bose 6,000.00 Dr", "Bose 1,500.00 Dr",
            ])
        #expect(
            list.warnings == [
                "Line 8: “Bose” of Pending Amount says 7,000.00 Dr, but its columns come to"
                    + " 7500.00."
            ])
    }

    @Test func `that are no amounts keep the row out`() throws {
        let (list, opens) = try opens("Acme|10.00|||see note|10.00\nBolt|5.00||||5.00")
        #expect(opens == ["Current 5.00"])
        #expect(list.conversion.rejects.map(\.column) == ["Unapplied"])
    }
}

@Suite
struct `The buckets of a document` {
    private static let header = "Customer|Invoice No|Invoice Date|Due Date|Current|1-30|Over 30"

    @Test func `are compared with its balance`() throws {
        let list = try ConvertedList(
            """
            \(Self.header)|Balance
            A|1|2026-01-05|2026-02-05|0|0|100.00|100.00
            B|2|2026-05-05|2026-06-05|0|50.00|25.00|75.00
            C|3|2026-05-05|2026-06-05|0|50.00|0|60.00
            D|4|2026-05-05|2026-06-05||x||50.00
            """)
        #expect(list.column(.open) == ["100.00", "75.00", "60.00", "50.00"])
        #expect(
            list.warnings == [
                "Line 4: “3” of Balance says 60.00, but its columns come to 50.00.",
                "Line 5: “4” of Balance says 50.00, but its columns come to 0.00.",
                "Line 5: “x” in 1-30 is not an amount.",
            ])
    }

    @Test func `must be amounts where nothing else says what is open`() throws {
        let list = try ConvertedList(
            """
            \(Self.header)|Unapplied
            A|1|2026-01-05|2026-02-05||x||
            A|2|2026-01-05|2026-02-05||20.00||
            A|3|2026-03-05|||||15.00
            """)
        #expect(list.column(.number) == ["2", "3"])
        #expect(list.column(.open) == ["20.00", "#-15"])
        #expect(list.conversion.rejects.map(\.column) == ["1-30"])
    }
}
