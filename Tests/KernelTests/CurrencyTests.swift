import Testing

@testable import Kernel

@Suite struct `Currencies` {
    @Test(
        arguments: [
            ("JPY", 0), ("KRW", 0), ("CLP", 0), ("USD", 2), ("EUR", 2), ("MGA", 2), ("BHD", 3),
            ("KWD", 3), ("OMR", 3), ("TND", 3), ("IQD", 3), ("JOD", 3), ("LYD", 3), ("CLF", 4),
            ("UYW", 4),
        ] as [(String, Int)])
    func `have the decimals of ISO 4217`(code: String, decimals: Int) throws {
        #expect(try Currency(code: code).decimals == decimals)
    }

    @Test func `are found in any case`() throws {
        let currency = try #require(Currency.find("uSd"))
        #expect(currency.code == "USD")
        #expect(currency.name == "US Dollar")
        #expect(currency.minorUnitsPerUnit == 100)
    }

    @Test(arguments: ["", "US", "USDX", "XXX", "XAU", "U$D", "ÜSD", " USD", "usd\n", "[][", "123"])
    func `are not found by other texts`(text: String) {
        #expect(Currency.find(text) == nil)
        #expect(throws: CurrencyError.unknownCode(text)) { try Currency(code: text) }
    }

    @Test func `are listed in order, each findable by its code`() {
        #expect(Currency.table.map(\.currency) == Currency.table.map(\.currency).sorted())
        #expect(Set(Currency.table.map(\.currency)).count == Currency.table.count)
        for entry in Currency.table {
            #expect(Currency.find(entry.currency.code) == entry.currency)
            #expect([0, 2, 3, 4].contains(entry.currency.decimals))
            #expect(!entry.currency.name.isEmpty)
        }
    }

    @Test func `that were withdrawn are known but not listed`() throws {
        let kuna = try Currency(code: "HRK")
        #expect(kuna.isWithdrawn)
        #expect(!Currency.all.contains(kuna))
        #expect(Currency.all.contains(try Currency(code: "EUR")))
        #expect(Currency.all.count == 165)
    }

    @Test func `take four bytes`() {
        #expect(MemoryLayout<Currency>.size == 4)
    }
}
