import BooksTestSupport
import Kernel
import Receivables
import Testing

@Suite
struct `A list that went through a spreadsheet` {
    private static let list = """
        Customer,Invoice No,Invoice Date,Due Date,Amount
        00123,000007,2026-01-05,2026-02-04,100.00
        00123,A-1,2026-01-05,2026-02-04,100.00
        Acme,000007,2026-01-06,2026-02-05,200.50
        Acme:Project 1,08,2026-01-06,2026-02-05,7.00
        """

    @Test func `is the same list without its leading zeros`() async throws {
        try await Books.use { books in
            try await books.importing(Self.list)
            let before = try await books.contents()
            let saved = Self.list.replacing(",000007", with: ",7").replacing("00123", with: "123")
                .replacing(",08,", with: ",8,")
            let report = try await books.importing(saved)
            #expect([report.new, report.changed, report.unchanged] == [0, 0, 4])
            #expect(report.warnings.count == 4)
            #expect(report.warnings[0].contains("Customer 123 was taken for 00123"))
            #expect(try await books.contents() == before)
            #expect(
                try await books.number("SELECT count(*) FROM ar_customer") == 3)
        }
        try await Books.use { books in
            try await books.importing(
                Self.list.replacing(",000007", with: ",7").replacing("00123", with: "123"))
            #expect(try await books.importing(Self.list).unchanged == 4)
        }
    }

    @Test func `keeps apart what the file itself keeps apart`() async throws {
        try await Books.use { books in
            try await books.importing(Self.list)
            let report = try await books.importing(
                Self.list + "\n00123,7,2026-03-05,2026-04-04,1.00\nAcme,07,2026-03-05,,1.00"
                    + "\nAcme,0007,2026-03-05,,1.00\n")
            #expect([report.new, report.unchanged] == [3, 4])
        }
    }

    @Test func `applies receipts to invoices whose zeros are lost`() async throws {
        try await Books.use { books in
            try await books.importing(Self.list)
            let report = try await books.importing(
                """
                Customer,Receipt No,Date,Amount,Applied To,Applied Amount,Applied Date
                123,R1,2026-02-01,40.00,7,40.00,2026-02-01
                """)
            #expect(report.new == 1)
            #expect(try await books.open("00123", "000007") == 6_000)
        }
    }

    @Test func `finds customers whose names only look the same`() async throws {
        let header = "Customer,Invoice No,Invoice Date,Due Date,Amount\n"
        let first = header + "M\u{FC}ller GmbH,1,2026-01-06,2026-02-05,200.50"
        let others = ["Mu\u{308}ller GmbH", "M\u{FC}ller\u{A0}GmbH", "M\u{FC}ller  GmbH"]
        for name in others {
            for (one, other) in [
                (first, name), (first.replacing("M\u{FC}ller GmbH", with: name), ""),
            ] {
                try await Books.use { books in
                    try await books.importing(one)
                    let again = first.replacing(
                        "M\u{FC}ller GmbH", with: other.isEmpty ? "M\u{FC}ller GmbH" : other)
                    let report = try await books.importing(again)
                    #expect([report.new, report.unchanged] == [0, 1], "\(name)")
                    #expect(report.warnings.count == 1)
                    #expect(report.warnings.allSatisfy { $0.contains("looks the same") })
                    #expect(try await books.number("SELECT count(*) FROM ar_customer") == 1)
                }
            }
        }
        try await Books.use { books in
            let rows = others.map { "\($0),1,2026-01-06,2026-02-05,200.50" }
            let report = try await books.importing(header + rows.joined(separator: "\n"))
            #expect([report.new, report.rejected] == [1, 0])
            #expect(report.customers == 1)
        }
    }

    @Test func `has numbers that it cut short`() async throws {
        try await Books.use { books in
            let header = "Customer,Invoice No,Invoice Date,Due Date,Amount\n"
            try await books.importing(header + "Acme,123456789012345,2026-01-05,2026-02-05,100")
            for number in ["1.23457E+14", "1E+14", "\"1,23457E+14\""] {
                let report = try await books.importing(
                    header + "Acme,\(number),2026-01-05,2026-02-05,100")
                #expect([report.new, report.rejected] == [0, 1])
                #expect(report.rejects.first?.reason.hasPrefix("A spreadsheet has cut") == true)
            }
            let report = try await books.importing(
                header + "Acme,2E+3,2026-01-05,2026-02-05,1\nAcme,E+14,2026-01-05,2026-02-05,1")
            #expect([report.new, report.rejected] == [2, 0])
        }
    }

    @Test func `names the one with zeros beside the one without`() async throws {
        let header = "Customer,Invoice No,Invoice Date,Due Date,Amount\n"
        let rows = ["Acme,0001,2026-01-05,2026-02-05,100", "Acme,1,2026-01-05,2026-02-05,70"]
        for saved in [rows, rows.reversed()] {
            try await Books.use { books in
                try await books.importing(header + rows.joined(separator: "\n"))
                let text = header + saved.joined(separator: "\n").replacing("0001", with: "1")
                let report = try await books.importing(text)
                #expect([report.changed, report.unchanged, report.rejected] == [0, 2, 0])
                #expect(report.warnings.count == 1)
                #expect(report.warnings.allSatisfy { $0.contains("leading zeros") })
            }
        }
    }

    @Test func `warns of names that differ in case only`() async throws {
        let text = """
            Customer,Invoice No,Invoice Date,Due Date,Amount
            Acme,1,2026-01-06,2026-02-05,200.50
            ACME,1,2026-01-06,2026-02-05,200.50
            """
        try await Books.use { books in
            for _ in 0..<2 {
                let report = try await books.importing(text)
                #expect(report.warnings.count == 1)
                #expect(report.warnings[0].contains("upper and lower case"))
            }
            #expect(try await books.documentCount() == 2)
        }
    }
}
