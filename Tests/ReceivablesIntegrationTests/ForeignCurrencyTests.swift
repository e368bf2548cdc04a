import BooksTestSupport
import Kernel
import Receivables
import Testing

@Suite
struct `Documents in a foreign currency` {
    /// The balance of an account in base currency, in the end.
    private static func balance(_ books: Books, account: Int32) async throws -> Int64 {
        try await books.database.read(
            books.scope,
            """
            SELECT coalesce(sum(base_amount), 0)::bigint FROM journal_line
            WHERE account_id = \(account)
            """
        ).single().decode(0)
    }

    @Test func `leave a realised difference when they are paid at another rate`() async throws {
        try await Books.use { books in
            try await books.setRate("EUR", from: "2026-01-01", "1.10")
            try await books.setRate("EUR", from: "2026-02-01", "1.20")
            let acme = try await books.customer("acme")
            let invoice = try await books.invoice(acme, "R-1", on: "2026-01-10", "100.00 EUR")
            let receipt = try await books.receipt(acme, "P-1", on: "2026-02-10", "100.00 EUR")
            #expect(try await books.report(asOf: "2026-02-10").totals.total == -1_000)
            try await books.allocate(receipt, to: invoice, "100.00 EUR")
            // 120.00 came in for 110.00: a gain of 10.00, and nothing is left to be owed.
            #expect(try await Self.balance(books, account: 6) == -1_000)
            #expect(try await books.report(asOf: "2026-02-10").rows.isEmpty)
            #expect(try await books.differences() == [])
        }
    }

    @Test func `need a rate, which can be set, changed and listed`() async throws {
        let list = "Customer,Invoice No,Invoice Date,Amount,Currency\nA,1,2026-01-10,100,EUR\n"
        try await Books.use { books in
            #expect(try await books.importing(list).rejected == 1)
            try await books.setRate("EUR", from: "2026-01-01", "1.10")
            try await books.setRate("EUR", from: "2026-02-01", "1.2")
            try await books.setRate("EUR", from: "2026-01-01", "1.0845")
            let rates = try await books.customers.rates(books.scope).map {
                "\($0.currency.code) \($0.day) \($0.rate)"
            }
            #expect(rates == ["EUR 2026-01-01 1.0845", "EUR 2026-02-01 1.2"])
            #expect(try await books.importing(list).new == 1)
            #expect(try await books.report(asOf: "2026-01-10").totals.total == 10_845)
        }
    }

    @Test func `give the last payment the whole rest in base`() async throws {
        try await Books.use { books in
            try await books.setRate("EUR", from: "2026-01-01", "1.1001")
            let acme = try await books.customer("acme")
            // 1.00 EUR is 1.10 USD; thirds of it are 0.37, 0.36 and what is left.
            let invoice = try await books.invoice(acme, "R-1", on: "2026-01-10", "1.00 EUR")
            var left: [Int64] = []
            for (number, amount) in ["0.33 EUR", "0.33 EUR", "0.34 EUR"].enumerated() {
                let receipt = try await books.receipt(
                    acme, "P-\(number)", on: "2026-01-20", Shorthand.money(amount))
                try await books.allocate(receipt, to: invoice, Shorthand.money(amount))
                left.append(try await books.report(asOf: "2026-01-20").totals.total)
            }
            // 0.33 × 110 ÷ 100 = 36.3 → 36; 0.33 × 74 ÷ 67 = 36.4 → 36; then the 38 that remain.
            #expect(left == [74, 38, 0])
            #expect(try await books.report(asOf: "2026-01-20").rows.isEmpty)
            #expect(try await books.differences() == [])
        }
    }

    @Test(
        arguments: [
            // Yen have no decimals: at 0.005 one of them is half a cent.
            (1, "JPY", "0.005", 0), (3, "JPY", "0.005", 2), (5, "JPY", "0.005", 2),
            (7, "JPY", "0.005", 4), (101, "JPY", "0.005", 50), (103, "JPY", "0.005", 52),
            // Dinars have three: at 3.25 ten fils are 3.25 cents.
            (10, "KWD", "3.25", 3), (20, "KWD", "3.25", 6), (60, "KWD", "3.25", 20),
            (900_000_000_000_000, "EUR", "1.000000000001", 900_000_000_000_900),
            (5, "EUR", "0.1", 0), (15, "EUR", "0.1", 2), (25, "EUR", "0.1", 2),
        ])
    func `are rounded half to even`(
        minorUnits: Int64, code: String, rate: String, base: Int64
    ) async throws {
        try await Books.use { books in
            let currency = Shorthand.currency(code)
            try await books.setRate(currency, from: "2026-01-01", Shorthand.decimal(rate))
            let acme = try await books.customer("acme")
            let amount = Money(minorUnits: minorUnits, currency: currency)
            _ = try await books.invoice(acme, "R-1", on: "2026-01-10", amount)
            _ = try await books.receipt(acme, "P-1", on: "2026-01-10", amount)
            let report = try await books.report(asOf: "2026-01-10") { $0.rows = .invoice }
            #expect(report.rows.map(\.total).sorted() == [-base, base])
        }
    }

    @Test func `are valued for a day and back on the next`() async throws {
        try await Books.use { books in
            try await books.setRate("EUR", from: "2026-01-01", "1.10")
            try await books.setRate("EUR", from: "2026-03-31", "1.25")
            let acme = try await books.customer("acme")
            let invoice = try await books.invoice(
                acme, "R-1", on: "2026-01-10", due: "2026-02-10", "100.00 EUR")
            #expect(try await books.posting.revalue(books.scope, on: "2026-03-31") == 1)
            #expect(try await books.posting.revalue(books.scope, on: "2026-03-31") == 0)
            try await books.setRate("EUR", from: "2026-03-31", "1.20")
            #expect(try await books.posting.revalue(books.scope, on: "2026-03-31") == 1)
            for (day, expected) in [
                ("2026-03-30", 11_000), ("2026-03-31", 12_000), ("2026-04-01", 11_000),
            ] {
                let report = try await books.report(asOf: Shorthand.date(day))
                #expect(report.totals.total == Int64(expected))
                #expect(report.controlBalance == Int64(expected))
            }
            let receipt = try await books.receipt(acme, "P-1", on: "2026-04-10", "100.00 EUR")
            try await books.allocate(receipt, to: invoice, "100.00 EUR")
            #expect(try await books.report(asOf: "2026-04-10").rows.isEmpty)
            #expect(try await Self.balance(books, account: 7) == 0)
            #expect(try await books.differences() == [])
        }
    }

    @Test func `settled later on a day that was valued show a difference in base only`()
        async throws
    {
        try await Books.use { books in
            try await books.setRate("EUR", from: "2026-01-01", "1.10")
            try await books.setRate("EUR", from: "2026-03-31", "1.20")
            let acme = try await books.customer("acme")
            let invoice = try await books.invoice(acme, "R-1", on: "2026-01-10", "100.00 EUR")
            _ = try await books.posting.revalue(books.scope, on: "2026-03-31")
            try await books.writeOff(invoice, "100.00 EUR", on: "2026-03-31")
            let inBase = try await books.report(asOf: "2026-03-31")
            #expect(inBase.totals.total == 1_000)
            #expect(inBase.controlBalance == 1_000)
            let inEuro = try await books.report(asOf: "2026-03-31") { $0.currency = .only("EUR") }
            #expect(inEuro.rows.isEmpty)
            // Valued again, the day has nothing left; the days after it never had.
            _ = try await books.posting.revalue(books.scope, on: "2026-03-31")
            for day: LocalDate in ["2026-03-31", "2026-04-01"] {
                #expect(try await books.report(asOf: day).rows.isEmpty)
            }
            #expect(try await books.differences() == [])
        }
    }
}
