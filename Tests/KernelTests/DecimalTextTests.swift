import Testing

@testable import Kernel

@Suite struct `Parsing amounts` {
    @Test(
        arguments: [
            ("1234.56", 123_456), ("0", 0), ("-0", 0), ("-0.05", -5), ("+7", 700), ("007.10", 710),
            ("1,234.50", 123_450), ("12,345,678", 1_234_567_800), ("12,34,567.00", 123_456_700),
            ("1 234 567.5", 123_456_750), ("1'234.50", 123_450), ("1’234.50", 123_450),
            ("1\u{A0}234.50", 123_450), ("1\u{202F}234", 123_400), ("  1234.5\t", 123_450),
            ("5.00-", -500), ("(5.00)", -500), ("( 5.00 )", -500), ("$5", 500), ("-$5", -500),
            ("$-5", -500), ("($5.00)", -500), ("$(5.00)", -500), ("5 $", 500), ("€1,000", 100_000),
            ("£1", 100), ("¥1", 100), ("USD 5.00", 500), ("5.00usd", 500), ("$5.00 USD", 500),
            ("(5.00) USD", -500), ("-5.00 EUR", -500), ("\u{2212}5", -500), ("5.\u{A0}€", 500),
            ("1.2300000", 123), (".5", 50), ("5.", 500), ("0.0000", 0), ("\u{FFE5}3", 300),
            ("92233720368547758.07", .max), ("-92233720368547758.08", .min),
            ("000000000000000000000000000001.00", 100), ("(92,233,720,368,547,758.08)", .min),
        ] as [(String, Int64)])
    func `accepts what programs and people write`(text: String, expected: Int64) throws {
        #expect(try DecimalText.parseMinorUnits(text, decimals: 2) == expected)
    }

    @Test(
        arguments: [
            ("", DecimalError.empty), ("   ", .empty), ("\u{A0}", .empty), ("-", .notANumber),
            ("$", .notANumber), ("()", .notANumber), (".", .notANumber), ("abc", .notANumber),
            ("12abc", .notANumber), ("1.2x", .notANumber), ("5%", .notANumber),
            ("5-3", .notANumber),
            ("$$5", .notANumber), ("USD", .notANumber), ("٣", .notANumber),
            ("5 USD EUR", .notANumber),
            ("NaN", .notFinite), ("nan", .notFinite), ("-inf", .notFinite),
            ("Infinity", .notFinite),
            ("#N/A", .notFinite), ("#REF!", .notFinite), ("1e5", .exponent), ("1.5E+10", .exponent),
            ("2.5e-3 EUR", .exponent), ("0x1F", .hexadecimal), ("0X10", .hexadecimal),
            ("--5", .twoSigns), ("+-5", .twoSigns), ("-5-", .twoSigns), ("(-5)", .twoSigns),
            ("-(5)", .twoSigns), ("(5", .unbalancedParentheses), ("5)", .unbalancedParentheses),
            ("12,34", .badGrouping), ("1234,567", .badGrouping), (",123", .badGrouping),
            ("1,234,56", .badGrouping), ("1,,234", .badGrouping), ("1.234.567", .badGrouping),
            ("1.234,50", .badGrouping), ("1,234'567", .badGrouping), ("123,45,678", .badGrouping),
            ("1.005", .tooPrecise(decimals: 2)), ("0.00000001", .tooPrecise(decimals: 2)),
            ("92233720368547758.08", .overflow), ("-92233720368547758.09", .overflow),
            ("99999999999999999999999999", .overflow), ("(92233720368547758.09)", .overflow),
        ] as [(String, DecimalError)])
    func `names the reason for everything else`(text: String, error: DecimalError) {
        #expect(throws: error) { try DecimalText.parseMinorUnits(text, decimals: 2) }
    }

    @Test(
        arguments: [
            ("1.234,50", 123_450), ("1234,5", 123_450), ("1 234,50 €", 123_450),
            ("1\u{202F}234,50", 123_450), ("-0,05", -5), ("1.234", 123_400), ("1'234,50", 123_450),
        ] as [(String, Int64)])
    func `reads decimal commas when told to`(text: String, expected: Int64) throws {
        #expect(
            try DecimalText.parseMinorUnits(text, decimals: 2, style: .comma) == expected)
    }

    @Test func `refuses points as decimals among decimal commas`() {
        #expect(throws: DecimalError.badGrouping) {
            try DecimalText.parseMinorUnits("12.34", decimals: 2, style: .comma)
        }
    }

    @Test(
        arguments: [
            ("EUR", "€5", true), ("EUR", "5 EUR", true), ("EUR", "$5", false),
            ("EUR", "5 USD", false),
            ("USD", "$5", true), ("CAD", "$5 CAD", true), ("JPY", "¥5", true), ("CNY", "¥5", true),
            ("GBP", "£5", true), ("GBP", "€5", false), ("KWD", "$5", false), ("MXN", "$5", true),
        ] as [(String, String, Bool)])
    func `checks a sign or code against the currency`(
        code: String, text: String, isRight: Bool
    ) throws {
        let currency = try currency(code)
        let parsed = Result {
            try DecimalText.parseMinorUnits(
                text, decimals: currency.decimals, currency: currency)
        }
        #expect((try? parsed.get()) == (isRight ? 5 * currency.minorUnitsPerUnit : nil))
        if !isRight {
            #expect(throws: DecimalError.wrongCurrency) { try parsed.get() }
        }
    }

    @Test func `checks a sign against a code in the same text`() {
        #expect(throws: DecimalError.wrongCurrency) {
            try DecimalText.parseMinorUnits("€5 USD", decimals: 2)
        }
    }

    @Test func `reads the same from every kind of storage`() throws {
        let text = "x1,234.50x".dropFirst().dropLast()
        let bytes = Array(text.utf8)
        #expect(try DecimalText.parseMinorUnits(text, decimals: 2) == 123_450)
        #expect(try DecimalText.parseMinorUnits(bytes, decimals: 2) == 123_450)
        #expect(try DecimalText.parseMinorUnits(bytes.span, decimals: 2) == 123_450)
        let lazy = bytes.lazy.map { $0 }
        #expect(try DecimalText.parseMinorUnits(lazy, decimals: 2) == 123_450)
        let raw = bytes.withUnsafeBytes { buffer in
            try? DecimalText.parseMinorUnits(buffer, decimals: 2)
        }
        #expect(raw == 123_450)
        #expect(throws: DecimalError.empty) {
            try DecimalText.parseMinorUnits(
                UnsafeRawBufferPointer(start: nil, count: 0), decimals: 2)
        }
    }

    @Test func `gives short plain texts the same meaning as all others`() {
        var random = SeededRandom()
        let seed = random.seed
        for _ in 0..<20_000 {
            // The space in front takes the text off the fast path.
            let bytes = random.bytes(from: "0123456789.", upTo: 19)
            let sign = random.next() % 2 == 0 ? [UInt8(ascii: "-")] : []
            let fast = Result { try DecimalText.parseMinorUnits(sign + bytes, decimals: 3) }
            let slow = Result {
                try DecimalText.parseMinorUnits([0x20] + sign + bytes, decimals: 3)
            }
            #expect((try? fast.get()) == (try? slow.get()), "seed \(seed)")
        }
    }

    @Test func `never stops on random bytes`() {
        var random = SeededRandom()
        var accepted = 0
        for _ in 0..<200_000 {
            let bytes = random.bytes(from: "0123456789012345.,-+()$ €£¥\u{A0}’USDeExX", upTo: 24)
            let decimals = Int(random.next() % 19)
            for style in DecimalStyle.allCases {
                let value = try? DecimalText.parseMinorUnits(
                    bytes, decimals: decimals, style: style)
                accepted += value == nil ? 0 : 1
            }
        }
        #expect(accepted > 1_000, "seed \(random.seed)")
    }
}

@Suite struct `Printing amounts` {
    @Test(
        arguments: [
            (-5, 2, "-0.05"), (123_450, 2, "1234.50"), (0, 0, "0"), (0, 3, "0.000"), (-7, 0, "-7"),
            (.min, 0, "-9223372036854775808"), (.min, 2, "-92233720368547758.08"),
            (.max, 4, "922337203685477.5807"), (.min, 18, "-9.223372036854775808"),
            (1, 18, "0.000000000000000001"),
        ] as [(Int64, Int, String)])
    func `writes all decimals`(minorUnits: Int64, decimals: Int, expected: String) {
        #expect(DecimalText.formatMinorUnits(minorUnits, decimals: decimals) == expected)
        var bytes: [UInt8] = [UInt8(ascii: "x")]
        DecimalText.append(minorUnits, decimals: decimals, to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == "x" + expected)
    }

    @Test(arguments: 0...4)
    func `is undone by parsing`(decimals: Int) throws {
        var random = SeededRandom()
        let seed = random.seed
        for _ in 0..<4_000 {
            let value = random.wideInt64()
            let text = DecimalText.formatMinorUnits(value, decimals: decimals)
            #expect(
                try DecimalText.parseMinorUnits(text, decimals: decimals) == value,
                "seed \(seed)")
            #expect(
                try DecimalText.parseMinorUnits("(\(text.drop { $0 == "-" }))", decimals: decimals)
                    == (value > 0 ? -value : value), "seed \(seed)")
        }
    }
}
