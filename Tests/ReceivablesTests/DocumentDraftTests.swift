import Kernel
import Testing

@testable import Receivables

@Suite
struct `A document's draft` {
    private func draft(
        _ kind: DocumentKind = .invoice, _ minorUnits: Int64 = 100, number: String = "R-1"
    ) throws -> DocumentDraft {
        DocumentDraft(
            kind: kind, customer: CustomerID(1), number: number,
            date: try LocalDate(iso: "2026-01-01"), amount: try usd(minorUnits))
    }

    private func usd(_ minorUnits: Int64) throws -> Money {
        Money(minorUnits: minorUnits, currency: try Currency(code: "USD"))
    }

    private func part(_ minorUnits: Int64) throws -> DocumentDraft.Instalment {
        .init(dueDate: try LocalDate(iso: "2026-02-01"), amount: try usd(minorUnits))
    }

    @Test func `needs a number of bounded length`() throws {
        #expect(throws: PostingError.number) { try draft(number: "").validate() }
        let longest = String(repeating: "x", count: DocumentDraft.numberLengthMax)
        try draft(number: longest).validate()
        #expect(throws: PostingError.number) { try draft(number: longest + "x").validate() }
    }

    @Test func `has no negative amount unless it opens the books`() throws {
        for kind in DocumentKind.allCases {
            try draft(kind, 0).validate()
            if kind == .openingBalance {
                try draft(kind, -1).validate()
            } else {
                #expect(throws: PostingError.notPositive("R-1")) {
                    try draft(kind, -1).validate()
                }
            }
        }
    }

    @Test func `has instalments that add up`() throws {
        var invoice = try draft()
        invoice.instalments = [try part(60), try part(40)]
        try invoice.validate()
        for wrong in [[60, 41], [100, 0], [140, -40]] as [[Int64]] {
            invoice.instalments = try wrong.map(part)
            #expect(throws: PostingError.instalments("R-1")) { try invoice.validate() }
        }
        var receipt = try draft(.receipt)
        receipt.instalments = [try part(100)]
        #expect(throws: PostingError.instalments("R-1")) { try receipt.validate() }
    }

    @Test func `has lines that add up`() throws {
        var invoice = try draft()
        invoice.lines = [
            .init(description: "goods", amount: try usd(150)),
            .init(description: "rebate", amount: try usd(-50)),
        ]
        try invoice.validate()
        invoice.lines.removeLast()
        #expect(throws: PostingError.lines("R-1")) { try invoice.validate() }
    }

    @Test func `is due on its own date unless it says otherwise`() throws {
        var invoice = try draft()
        #expect(invoice.finalDueDate == invoice.date)
        invoice.dueDate = try LocalDate(iso: "2026-01-31")
        #expect(invoice.finalDueDate == invoice.dueDate)
        invoice.instalments = [try part(100)]
        #expect(try invoice.finalDueDate == LocalDate(iso: "2026-02-01"))
    }
}
