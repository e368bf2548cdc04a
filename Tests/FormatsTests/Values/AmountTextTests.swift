import Kernel
import Testing

@testable import Formats

@Suite struct `Reading written amounts` {
    @Test(
        arguments: [
            ("1234.56", 123_456), ("0", 0), ("-0.05", -5), ("$1,234.50", 123_450),
            ("(1,234.50)", -123_450), ("1 234.50", 123_450), ("1\u{A0}234.50", 123_450),
            ("1\u{202F}234.50", 123_450), ("1\u{2007}234.50", 123_450), ("1'234.50", 123_450),
            ("1’234.50", 123_450), ("1,23,456.00", 12_345_600), ("12.00 CR", -1_200),
            ("12.00CR", -1_200), ("12.00 Cr", -1_200), ("12.00 Cr.", -1_200),
            ("12.00 DR", 1_200), ("CR 12.00", -1_200), ("12.00 C", -1_200),
            ("12.00 D", 1_200), ("12.00 H", -1_200), ("12.00 S", 1_200), ("12.00 Haben", -1_200),
            ("-", 0), ("–", 0), ("—", 0), ("$ -", 0), ("$-", 0), (" -   €", 0), ("--", 0),
            ("-5", -500), ("5-", -500), ("+5", 500), ("EUR 5", 500), ("EUR5", 500), ("5€", 500),
            ("5 €", 500), ("US$5", 500), ("C$5", 500), ("5 kr", 500), ("5 kr.", 500), ("R$ 5", 500),
            ("Rs. 1,23,456.50", 12_345_650), ("Rs.500", 50_000), ("₹5", 500), ("CHF 5.00", 500),
            ("Fr. 5.00", 500), ("120.-", 12_000), ("CHF 120.–", 12_000), ("120,-", 12_000),
            ("1'200.--", 120_000), ("-$5", -500), ("$-5", -500), ("($5.00)", -500),
            ("(5.00) USD", -500), ("$5.00 USD", 500), ("−5.00 zł", -500), ("–5.00", -500),
            ("\u{FEFF}5", 500), ("  5.00 \t", 500), ("#5", 500), ("#-5.5", -550),
            ("#1234.5", 123_450),
            ("92233720368547758.07", .max), ("(92233720368547758.08)", .min),
            ("1.2300000", 123), ("5 USD ", 500), ("5.00 BRL", 500), ("5.00 Kč", 500),
            ("12.00 Dr USD", 1_200), ("USD 12.00 Cr", -1_200),
        ] as [(String, Int64)])
    func `accepts what programs and people write`(text: String, expected: Int64) throws {
        #expect(try AmountText.parseMinorUnits(text, decimals: 2) == expected)
    }

    @Test(
        arguments: [
            ("1.234,50", 123_450), ("1 234,50", 123_450), ("1.234.567,5", 123_456_750),
            ("1.234", 123_400), ("(1.234,50) €", -123_450), ("120,--", 12_000),
            ("1.234,50 H", -123_450), ("1.234,50-", -123_450), ("#1234.5", 123_450),
            ("#-0.05", -5), ("kr 1.234,50", 123_450), ("R$ 1.234,50", 123_450),
        ] as [(String, Int64)])
    func `reads decimal commas when told to, but cells by their point`(
        text: String, expected: Int64
    ) throws {
        #expect(try AmountText.parseMinorUnits(text, decimals: 2, style: .comma) == expected)
    }

    @Test(
        arguments: [
            ("", DecimalError.empty), ("  \u{A0}", .empty), ("abc", .notANumber),
            ("12abc", .notANumber), ("5%", .notANumber), ("5 and 3", .notANumber),
            ("5.-3", .notANumber), ("5 EUR 3", .notANumber), ("$$5", .notANumber),
            ("----", .notANumber), ("USD", .notANumber), ("CR", .notANumber), ("()", .notANumber),
            ("5 CR DR", .notANumber), ("-5 CR", .twoSigns), ("(5) CR", .twoSigns),
            ("5- DR", .twoSigns), ("--5", .twoSigns), ("(5", .unbalancedParentheses),
            ("5)", .unbalancedParentheses), ("#REF!", .notFinite), ("#N/A", .notFinite),
            ("NaN", .notFinite), ("1e5", .exponent), ("0x1F", .hexadecimal),
            ("1,2,3", .badGrouping), ("1.234,50", .badGrouping), ("12 34", .badGrouping),
            ("1.005", .tooPrecise(decimals: 2)), ("#33.3333", .tooPrecise(decimals: 2)),
            ("92233720368547758.08", .overflow), ("99999999999999999999 CR", .overflow),
            ("€5 USD", .wrongCurrency), ("Rs 5 EUR", .wrongCurrency),
            (String(repeating: "1", count: 97), .notANumber),
        ] as [(String, DecimalError)])
    func `names the reason for everything else`(text: String, error: DecimalError) {
        #expect(throws: error) { try AmountText.parseMinorUnits(text, decimals: 2) }
    }

    @Test(
        arguments: [
            ("$5", "$", nil), ("US$5", "US$", "USD"), ("5 EUR", "EUR", "EUR"), ("€5", "€", "EUR"),
            ("5 kr", "KR", nil), ("A$5", "A$", "AUD"), ("-", nil, nil), ("5", nil, nil),
            ("$5 CAD", "CAD", "CAD"), ("usd 5", "USD", "USD"), ("$ -", "$", nil),
            ("5,00 zł", "ZŁ", "PLN"),
        ] as [(String, String?, String?)])
    func `says which currency stands beside the number`(
        text: String, mark: String?, code: String?
    ) throws {
        let style: DecimalStyle = text.contains(",") ? .comma : .point
        let amount = try AmountText.parse(text, decimals: 2, style: style)
        #expect(amount.mark?.description.uppercased() == mark?.uppercased())
        #expect(amount.mark?.currency?.code == code)
        #expect(amount.isDash == (text.last == "-"))
    }

    @Test func `says which side stands beside the number`() throws {
        #expect(try AmountText.parse("5 CR", decimals: 2).side == .credit)
        #expect(try AmountText.parse("5 Dr", decimals: 2).side == .debit)
        #expect(try AmountText.parse("-5", decimals: 2).side == nil)
    }

    @Test func `refuses a mark of another currency than the one expected`() throws {
        let euro = try Currency(code: "EUR")
        let dollar = try Currency(code: "USD")
        #expect(try AmountText.parseMinorUnits("€5", decimals: 2, currency: euro) == 500)
        #expect(try AmountText.parseMinorUnits("$5", decimals: 2, currency: dollar) == 500)
        for text in ["$5", "5 USD", "Rs. 5", "$ -", "£5 CR"] {
            #expect(throws: DecimalError.wrongCurrency) {
                try AmountText.parseMinorUnits(text, decimals: 2, currency: euro)
            }
        }
    }

    @Test(
        arguments: [
            ("Total (EUR)", "EUR"), ("Amount in USD", "USD"), ("USD", "USD"), ("Balance $", "$"),
            ("Currency: GBP", "GBP"), ("Betrag [CHF]", "CHF"), ("Total €", "€"), ("TOP 10", nil),
            ("ALL CUSTOMERS", nil), ("Try it", nil), ("", nil), ("Open balance", nil),
        ] as [(String, String?)])
    func `finds the currency of a title`(text: String, mark: String?) {
        #expect(AmountText.mark(in: text)?.description == mark)
    }

    @Test func `reads every amount back in every way of writing it`() throws {
        var random = SeededRandom()
        let seed = random.seed
        for _ in 0..<600 {
            let decimals = [0, 2, 3][random.below(3)]
            let value = Int64(bitPattern: random.next()) >> Int64(2 + random.below(60))
            let magnitude = value.magnitude
            for style in DecimalStyle.allCases {
                for group in Written.groups {
                    let digits = Written.digits(magnitude, decimals, style, group: group)
                    for text in Written.signed(digits, isNegative: value < 0) {
                        #expect(
                            try AmountText.parseMinorUnits(
                                text, decimals: decimals, style: style) == value,
                            "“\(text)”, seed \(seed)")
                    }
                }
            }
        }
    }

    @Test func `agrees with the Kernel on what both read, and never stops on random bytes`() {
        var random = SeededRandom()
        var accepted = 0
        let alphabet = "0123456789012345.,-+() $€£'CRDrUSDEURkr#"
        for _ in 0..<30_000 {
            let bytes = random.bytes(upTo: 16, from: alphabet)
            for style in DecimalStyle.allCases {
                let ours = try? AmountText.parse(bytes.span, decimals: 2, style: style)
                let kernels = try? DecimalText.parseMinorUnits(bytes, decimals: 2, style: style)
                accepted += ours == nil ? 0 : 1
                // `5.-` is five without cents here, minus five there.
                guard let kernels, !Written.hasNoCents(bytes) else { continue }
                #expect(ours?.minorUnits == kernels, "\(bytes), seed \(random.seed)")
            }
        }
        #expect(accepted > 1_000, "seed \(random.seed)")
    }
}

/// Ways of writing amounts.
private enum Written {
    static let groups = ["", ",", " ", "'", "\u{A0}", "\u{202F}", "’"]

    static func digits(
        _ magnitude: UInt64, _ decimals: Int, _ style: DecimalStyle, group: String
    ) -> String {
        var text = String(magnitude)
        if text.count <= decimals {
            text = String(repeating: "0", count: decimals + 1 - text.count) + text
        }
        let whole = String(text.dropLast(decimals))
        let mark = group == "," && style == .comma ? "." : group
        var grouped = ""
        for (index, digit) in whole.enumerated() {
            if index > 0, (whole.count - index) % 3 == 0 { grouped += mark }
            grouped.append(digit)
        }
        let point = style == .point ? "." : ","
        return decimals == 0 ? grouped : grouped + point + text.suffix(decimals)
    }

    static func signed(_ digits: String, isNegative: Bool) -> [String] {
        guard isNegative else { return [digits, "+\(digits)", "\(digits) DR", "\(digits) €"] }
        return [
            "-\(digits)", "\(digits)-", "(\(digits))", "\(digits) CR", "−\(digits)",
            "$-\(digits)", "(US$\(digits))", "-\(digits) EUR", "\(digits)Cr",
        ]
    }

    static func hasNoCents(_ bytes: [UInt8]) -> Bool {
        zip(bytes, bytes.dropFirst()).contains { pair in
            (pair.0 == 0x2E || pair.0 == 0x2C) && pair.1 == 0x2D
        }
    }
}
