import Kernel
import Testing

@testable import Receivables

/// Reports whose columns, titles or headings look like something else than they are.
@Suite
struct `A report that looks like another` {
    @Test func `lists documents, whatever its title says`() throws {
        let list = try ConvertedList(
            """
            A/R Aging Summary
            As of June 30, 2026
            Date|Due Date|Reference|Current|1-30|31-60|61-90|Over 90|Total
            Acme Ltd
            05/12/2026|06/11/2026|INV-1||100.00||||100.00
            Total Acme Ltd||||100.00||||100.00
            """)
        #expect(list.form == "aging-detail")
        #expect(list.column(.customer) == ["Acme Ltd"])
        #expect(list.column(.number) == ["INV-1"])
        #expect(list.column(.dueDate) == ["06/11/2026"])
    }

    @Test func `has accounts of the ledger beside customers in headings`() throws {
        let list = try ConvertedList(
            """
            Type|Date|Num|Account|Amount|Balance
            Acme
            Invoice|05/15/2026|1|Accounts Receivable|100.00|100.00
            Payment|05/20/2026|P1|Accounts Receivable|-40.00|60.00
            Invoice|05/25/2026|2|Accounts Receivable|50.00|110.00
            Total Acme||||110.00|110.00
            TOTAL||||110.00|110.00
            """)
        #expect(list.column(.customer) == ["Acme", "Acme", "Acme"])
        #expect(list.column(.amount) == ["100.00", "-40.00", "50.00"])
        #expect(list.column(.open) == ["", "", ""])
        #expect(list.warnings.contains { $0.hasPrefix("“Balance” is the balance after each line") })
        #expect(!list.warnings.contains { $0.contains("the rows come to") })
    }

    @Test func `has a running balance over all customers`() throws {
        let rows = """
            Acme|1|2026-05-15|2026-06-14|100.00|100.00
            Acme|2|2026-05-25|2026-06-24|50.00|150.00
            Bob|3|2026-05-25|2026-06-24|50.00|200.00
            """
        let header = "Customer|Invoice No|Date|Due Date|Amount|Balance\n"
        #expect(try ConvertedList(header + rows).column(.open) == ["", "", ""])
        let reversed = rows.split(separator: "\n").reversed().joined(separator: "\n")
        #expect(try ConvertedList(header + reversed).column(.open) == ["", "", ""])
    }

    @Test func `keeps balances that are of each document`() throws {
        let list = try ConvertedList(
            """
            Account|Invoice No|Date|Due Date|Amount|Balance
            Acme|1|2026-05-15|2026-06-14|100.00|100.00
            Acme|2|2026-05-25|2026-06-24|50.00|20.00
            Bob|3|2026-05-25|2026-06-24|50.00|0.00
            """)
        #expect(list.column(.open) == ["100.00", "20.00", "0.00"])
        #expect(list.column(.customer) == ["Acme", "Acme", "Bob"])
    }

    @Test(arguments: [
        "Date|Transaction type|Num|Posting (Y/N)|Name|Memo|Account|Split|Amount",
        "Type|Date|Num|Name|Memo|Account|Clr|Split|Amount",
        "Customer|Date|Num|Estimate Status|Amount",
    ])
    func `is refused by its columns`(header: String) {
        let kind: WrongReport = header.contains("Estimate") ? .estimates : .transactions
        let name = header.split(separator: "|").prefix(8).joined(separator: ", ")
        #expect(throws: ConversionError.wrongReport(name: name, kind: kind)) {
            try ConvertedList(header + "\nAcme|1|2026-01-02|2026-02-02|5.00\n")
        }
    }

    @Test func `holds bookings of a bank account`() throws {
        let list = try ConvertedList(
            """
            Transaction Date|Number|Name|Type|Amount
            01/15/2026|123|Bob|Check|-100.00
            01/16/2026|124|Al|Deposit|50.00
            01/17/2026|125|Al|Invoice|70.00
            """)
        #expect(list.column(.number) == ["125"])
        #expect(list.conversion.rejects.map(\.value) == ["Check", "Deposit"])
    }

    @Test func `names customers as footers, currencies and buckets are`() throws {
        let names = [
            "Acme", "Notebook World", "Created By Design LLC", "Run On Sports", "Page 1 Books",
            "BAM", "Current", "Over 40",
        ]
        let header = "Open Invoices\n|Date|Transaction type|Num|Due date|Open balance\n"
        let document = "|05/15/2026|Invoice|1|06/14/2026|10.00\n"
        let plain = try ConvertedList(header + names.map { "\($0)\n" + document }.joined())
        #expect(plain.column(.customer) == names)
        let totals = try ConvertedList(
            header + names.map { "\($0)\n\(document)Total for \($0)|||||10.00\n" }.joined())
        #expect(totals.column(.customer) == names)
        #expect(totals.warnings.isEmpty)
    }

    @Test func `ends with lines about itself`() throws {
        let list = try ConvertedList(
            """
            |Date|Transaction type|Num|Due date|Open balance
            Acme
            |05/15/2026|Invoice|1|06/14/2026|10.00
            Page 1 of 2
            Note: amounts include tax
            Printed by Bob on 06/30/2026
            Created by Books
            """)
        #expect(list.column(.customer) == ["Acme"])
        #expect(list.conversion.rejected == 0)
    }
}
