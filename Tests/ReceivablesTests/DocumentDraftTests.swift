import Kernel
import Testing

@testable import Receivables

@Suite
struct `A document's draft` {
    private let base: Currency

    init() throws {
        base = try Currency(code: "USD")
    }

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
        #expect(throws: PostingError.number) { try draft(number: "").validate(in: base) }
        for text in [" ", "\u{A0}\t", "R\n1", "R\u{85}", "\u{1B}[31mR", "R\0"] {
            #expect(throws: PostingError.number) { try draft(number: text).validate(in: base) }
        }
        let longest = String(repeating: "x", count: DocumentDraft.numberLengthMax)
        try draft(number: longest).validate(in: base)
        #expect(throws: PostingError.number) { try draft(number: longest + "x").validate(in: base) }
    }

    @Test func `has no negative amount unless it opens the books`() throws {
        for kind in DocumentKind.allCases {
            try draft(kind, 0).validate(in: base)
            if kind == .openingBalance {
                try draft(kind, -1).validate(in: base)
            } else {
                #expect(throws: PostingError.notPositive("R-1")) {
                    try draft(kind, -1).validate(in: base)
                }
            }
        }
    }

    @Test func `has instalments that add up`() throws {
        var invoice = try draft()
        invoice.instalments = [try part(60), try part(40)]
        try invoice.validate(in: base)
        invoice.instalments = try [60, 41].map(part)
        #expect(throws: PostingError.instalments("R-1")) { try invoice.validate(in: base) }
        for wrong in [[100, 0], [140, -40]] as [[Int64]] {
            invoice.instalments = try wrong.map(part)
            #expect(throws: PostingError.instalmentNotPositive(1)) {
                try invoice.validate(in: base)
            }
        }
        var receipt = try draft(.receipt)
        receipt.instalments = [try part(100)]
        #expect(throws: PostingError.instalments("R-1")) { try receipt.validate(in: base) }
    }

    @Test func `has lines that add up`() throws {
        var invoice = try draft()
        invoice.lines = [
            .init(description: "goods", amount: try usd(150)),
            .init(description: "rebate", amount: try usd(-50)),
        ]
        try invoice.validate(in: base)
        invoice.lines.removeLast()
        #expect(throws: PostingError.lines("R-1")) { try invoice.validate(in: base) }
    }

    @Test(
        arguments: [
            ("1.0825", nil), ("0.000000000001", nil), ("999999999999.999999999999", nil),
            ("0", PostingError.rate), ("-5", .rate), ("-0.0001", .rate), ("1000000000000", .rate),
            ("0.0000000000001", .rate),
        ] as [(String, PostingError?)])
    func `has a rate above zero or none`(text: String, refusal: PostingError?) throws {
        let euro = try Currency(code: "EUR")
        for kind in DocumentKind.allCases {
            var foreign = try draft(kind)
            foreign.rate = try ExactDecimal(parsing: text)
            if let refusal {
                #expect(throws: refusal) { try foreign.validate(in: euro) }
            } else {
                try foreign.validate(in: euro)
            }
        }
    }

    @Test func `has no rate but one in the company's own currency`() throws {
        for kind in DocumentKind.allCases {
            var own = try draft(kind)
            own.rate = .one
            try own.validate(in: base)
            own.rate = ExactDecimal(2)
            #expect(throws: PostingError.rateOfBase) { try own.validate(in: base) }
        }
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
