import Testing

@testable import Kernel

@Suite struct `Formatting by locale` {
    @Test(arguments: LocaleFixture.all)
    func `writes figures as the CLDR says`(fixture: LocaleFixture) throws {
        let format = LocaleFormat(fixture.locale)
        #expect(format.identifier == fixture.locale)
        let home = try currency(fixture.home)
        #expect(
            format.format(Money(minorUnits: -1_234_567, currency: home)) == fixture.homeAmount)
        #expect(format.format(try money(123_450)) == fixture.dollars)
        #expect(format.format(try money(-5, "KWD")) == fixture.dinars)
        #expect(format.format(minorUnits: -1_234_567_890, decimals: 2) == fixture.number)
        #expect(format.format(1234) == fixture.count)
    }

    @Test func `has expectations for every locale`() {
        #expect(LocaleFormat.supported == LocaleFixture.all.map(\.locale))
    }

    @Test(
        arguments: [
            ("en-US", "2/3/2026"), ("en-GB", "03/02/2026"), ("en-CA", "2026-02-03"),
            ("en-AU", "3/2/2026"), ("en-IN", "03/02/2026"), ("de-DE", "03.02.2026"),
            ("de-CH", "03.02.2026"), ("de-AT", "03.02.2026"), ("fr-FR", "03/02/2026"),
            ("fr-CH", "03.02.2026"), ("es-ES", "3/2/2026"), ("it-IT", "03/02/2026"),
            ("nl-NL", "03-02-2026"), ("pt-BR", "03/02/2026"), ("pl-PL", "3.02.2026"),
            ("sv-SE", "2026-02-03"), ("da-DK", "03.02.2026"), ("nb-NO", "03.02.2026"),
            ("fi-FI", "3.2.2026"), ("cs-CZ", "03.02.2026"), ("ja-JP", "2026/02/03"),
        ] as [(String, String)])
    func `writes dates in digits`(locale: String, expected: String) throws {
        #expect(LocaleFormat(locale).format(try date("2026-02-03")) == expected)
    }

    @Test func `writes dates that its own order reads back`() throws {
        let day = try date("2026-02-03")
        for locale in LocaleFormat.supported {
            let format = LocaleFormat(locale)
            #expect(try DateText.parse(format.format(day), order: format.dateOrder) == day)
        }
    }

    @Test(
        arguments: [
            ("de_CH.UTF-8", "de-CH"), ("DE-ch", "de-CH"), ("de", "de-DE"), ("de-LI", "de-DE"),
            ("en", "en-US"), ("en-SG", "en-US"), ("fr-LU", "fr-FR"), ("zh-Hant-TW", "en-US"),
            ("pt-Latn-PT", "pt-PT"), ("no", "nb-NO"), ("nn_NO", "nb-NO"), ("", "en-US"),
            ("C", "en-US"), ("-", "en-US"), ("ja_JP@calendar=japanese", "ja-JP"),
        ] as [(String, String)])
    func `falls back by language, then to American English`(asked: String, used: String) {
        #expect(LocaleFormat(asked).identifier == used)
        #expect(LocaleFormat(asked) == LocaleFormat(used))
    }

    @Test func `groups from the right and handles the extremes`() {
        let us = LocaleFormat("en-US")
        #expect(us.format(999) == "999")
        #expect(us.format(-1000) == "-1,000")
        #expect(us.format(Int.min) == "-9,223,372,036,854,775,808")
        #expect(us.format(minorUnits: .min, decimals: 2) == "-92,233,720,368,547,758.08")
        #expect(us.format(minorUnits: -5, decimals: 2) == "-0.05")
        #expect(LocaleFormat("en-IN").format(Int.max) == "92,23,37,20,36,85,47,75,807")
        #expect(LocaleFormat("pl-PL").format(9999) == "9999")
        #expect(LocaleFormat("pl-PL").format(10_000) == "10\u{A0}000")
        #expect(us.decimalSeparator == "." && us.groupSeparator == ",")
        #expect(us.symbol(of: Currency.all[0]) == "AED")
    }

    @Test func `writes numbers that the amount parser reads back`() throws {
        var random = SeededRandom()
        let seed = random.seed
        for locale in LocaleFormat.supported {
            let format = LocaleFormat(locale)
            let style: DecimalStyle = format.decimalSeparator == "." ? .point : .comma
            for _ in 0..<200 {
                let value = random.wideInt64()
                let text = format.format(minorUnits: value, decimals: 2)
                let parsed = try DecimalText.parseMinorUnits(text, decimals: 2, style: style)
                #expect(parsed == value, "\(locale) \(text) seed \(seed)")
            }
        }
    }
}
