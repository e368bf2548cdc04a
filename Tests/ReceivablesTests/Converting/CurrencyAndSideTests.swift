import Kernel
import Testing

@testable import Receivables

@Suite
struct `Amounts that need another column` {
    @Test func `are those of the document's currency, not the home ones`() throws {
        let list = try ConvertedList(
            """
            A/R Aging Detail
            As of June 30, 2026
            Date|Transaction type|Num|Customer|Due date|Currency|Exchange rate|Foreign amount|Amount|Foreign open balance|Open balance
            06/15/2026|Invoice|1001|Acme|07/15/2026|EUR|1.20|100.00|120.00|90.00|108.00
            06/15/2026|Invoice|1002|Bob|07/15/2026|USD|1.00||50.00||50.00
            TOTAL||||||||170.00||158.00
            """)
        #expect(list.column(.amount) == ["100.00", "50.00"])
        #expect(list.column(.open) == ["90.00", "50.00"])
        #expect(list.column(.currency) == ["EUR", "USD"])
        #expect(list.warnings.isEmpty)
    }

    @Test func `are refused where the document's own are missing`() throws {
        let list = try ConvertedList(
            """
            A/R Aging Detail
            As of June 30, 2026
            Date|Transaction type|Num|Customer|Due date|Currency|Exchange rate|Amount|Open balance
            06/15/2026|Invoice|1001|Acme|07/15/2026|EUR|1.20|120.00|120.00
            06/15/2026|Invoice|1002|Bob|07/15/2026|USD|1.00|50.00|50.00
            """)
        #expect(list.column(.number) == ["1002"])
        #expect(list.conversion.rejects.map(\.value) == ["EUR"])
    }

    @Test(arguments: [("S/H", "S", "H"), ("D/C", "D", "C"), ("Dr/Cr", "Dr", "Cr")])
    func `are below zero on the credit side`(name: String, debit: String, credit: String) throws {
        let list = try ConvertedList(
            """
            Customer|Document No|Date|Due Date|\(name)|Amount
            A|1|2026-05-01|2026-06-01|\(debit)|100.00
            A|2|2026-05-02||\(credit)|30.00
            A|3|2026-05-03||\(credit)|-5.00
            Total|||||65.00
            """)
        #expect(list.column(.amount) == ["100.00", "-30.00", "-5.00"])
        #expect(list.warnings.isEmpty)
    }

    @Test func `are of a type by its words`() throws {
        let list = try ConvertedList(
            """
            Customer|Document No|Type|Date|Due Date|Amount|Balance
            A|1|Invoice|2026-05-01|2026-06-01|100.00|100.00
            A|2|CREDIT INVOICE|2026-05-02||30.00|30.00
            A|3|Payment on account|2026-05-02||10.00|10.00
            A|4|Zebra|2026-05-02||10.00|10.00
            """)
        #expect(list.column(.type) == ["Invoice", "Credit Memo", "Payment", "Zebra"])
        #expect(list.warnings.count == 1)
        #expect(list.warnings.first?.contains("“Zebra” is not known") == true)
    }
}
