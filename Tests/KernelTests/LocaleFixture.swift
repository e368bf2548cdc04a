import Testing

/// What the reference implementation (ICU 78, CLDR 48) writes: the expected figures per locale.
struct LocaleFixture: Sendable, CustomTestStringConvertible {
    let locale: String
    /// The country's own currency.
    let home: String
    /// -12345.67 in it, or -1234567 for the yen.
    let homeAmount: String
    /// 1234.50 USD.
    let dollars: String
    /// -0.005 KWD.
    let dinars: String
    /// -12345678.90 without a currency.
    let number: String
    /// 1234 without decimals.
    let count: String

    var testDescription: String { locale }

    static let all: [LocaleFixture] = [
        .init(
            locale: "en-US", home: "USD",
            homeAmount: "-$12,345.67", dollars: "$1,234.50",
            dinars: "-KWD\u{A0}0.005", number: "-12,345,678.90", count: "1,234"),
        .init(
            locale: "en-GB", home: "GBP",
            homeAmount: "-£12,345.67", dollars: "US$1,234.50",
            dinars: "-KWD\u{A0}0.005", number: "-12,345,678.90", count: "1,234"),
        .init(
            locale: "en-CA", home: "CAD",
            homeAmount: "-$12,345.67", dollars: "US$1,234.50",
            dinars: "-KWD\u{A0}0.005", number: "-12,345,678.90", count: "1,234"),
        .init(
            locale: "en-AU", home: "AUD",
            homeAmount: "-$12,345.67", dollars: "USD\u{A0}1,234.50",
            dinars: "-KWD\u{A0}0.005", number: "-12,345,678.90", count: "1,234"),
        .init(
            locale: "en-NZ", home: "NZD",
            homeAmount: "-$12,345.67", dollars: "US$1,234.50",
            dinars: "-KWD\u{A0}0.005", number: "-12,345,678.90", count: "1,234"),
        .init(
            locale: "en-IE", home: "EUR",
            homeAmount: "-€12,345.67", dollars: "US$1,234.50",
            dinars: "-KWD\u{A0}0.005", number: "-12,345,678.90", count: "1,234"),
        .init(
            locale: "en-IN", home: "INR",
            homeAmount: "-₹12,345.67", dollars: "$1,234.50",
            dinars: "-KWD\u{A0}0.005", number: "-1,23,45,678.90", count: "1,234"),
        .init(
            locale: "en-ZA", home: "ZAR",
            homeAmount: "-R\u{A0}12\u{A0}345,67", dollars: "US$1\u{A0}234,50",
            dinars: "-KWD\u{A0}0,005", number: "-12\u{A0}345\u{A0}678,90", count: "1\u{A0}234"),
        .init(
            locale: "de-DE", home: "EUR",
            homeAmount: "-12.345,67\u{A0}€", dollars: "1.234,50\u{A0}$",
            dinars: "-0,005\u{A0}KWD", number: "-12.345.678,90", count: "1.234"),
        .init(
            locale: "de-CH", home: "CHF",
            homeAmount: "CHF-12'345.67", dollars: "$\u{A0}1'234.50",
            dinars: "KWD-0.005", number: "-12'345'678.90", count: "1'234"),
        .init(
            locale: "de-AT", home: "EUR",
            homeAmount: "-€\u{A0}12.345,67", dollars: "$\u{A0}1.234,50",
            dinars: "-KWD\u{A0}0,005", number: "-12\u{A0}345\u{A0}678,90", count: "1\u{A0}234"),
        .init(
            locale: "fr-FR", home: "EUR",
            homeAmount: "-12\u{202F}345,67\u{A0}€", dollars: "1\u{202F}234,50\u{A0}$US",
            dinars: "-0,005\u{A0}KWD", number: "-12\u{202F}345\u{202F}678,90", count: "1\u{202F}234"
        ),
        .init(
            locale: "fr-CH", home: "CHF",
            homeAmount: "-12\u{202F}345.67\u{A0}CHF", dollars: "1\u{202F}234.50\u{A0}$US",
            dinars: "-0.005\u{A0}KWD", number: "-12\u{202F}345\u{202F}678,90", count: "1\u{202F}234"
        ),
        .init(
            locale: "fr-CA", home: "CAD",
            homeAmount: "-12\u{A0}345,67\u{A0}$", dollars: "1\u{A0}234,50\u{A0}$\u{A0}US",
            dinars: "-0,005\u{A0}KWD", number: "-12\u{A0}345\u{A0}678,90", count: "1\u{A0}234"),
        .init(
            locale: "fr-BE", home: "EUR",
            homeAmount: "-12\u{202F}345,67\u{A0}€", dollars: "1\u{202F}234,50\u{A0}$US",
            dinars: "-0,005\u{A0}KWD", number: "-12\u{202F}345\u{202F}678,90", count: "1\u{202F}234"
        ),
        .init(
            locale: "es-ES", home: "EUR",
            homeAmount: "-12.345,67\u{A0}€", dollars: "1234,50\u{A0}US$",
            dinars: "-0,005\u{A0}KWD", number: "-12.345.678,90", count: "1234"),
        .init(
            locale: "es-MX", home: "MXN",
            homeAmount: "-$12,345.67", dollars: "USD\u{A0}1,234.50",
            dinars: "-KWD\u{A0}0.005", number: "-12,345,678.90", count: "1,234"),
        .init(
            locale: "it-IT", home: "EUR",
            homeAmount: "-12.345,67\u{A0}€", dollars: "1234,50\u{A0}USD",
            dinars: "-0,005\u{A0}KWD", number: "-12.345.678,90", count: "1234"),
        .init(
            locale: "nl-NL", home: "EUR",
            homeAmount: "€\u{A0}-12.345,67", dollars: "US$\u{A0}1.234,50",
            dinars: "KWD\u{A0}-0,005", number: "-12.345.678,90", count: "1.234"),
        .init(
            locale: "nl-BE", home: "EUR",
            homeAmount: "€\u{A0}-12.345,67", dollars: "US$\u{A0}1.234,50",
            dinars: "KWD\u{A0}-0,005", number: "-12.345.678,90", count: "1.234"),
        .init(
            locale: "pt-BR", home: "BRL",
            homeAmount: "-R$\u{A0}12.345,67", dollars: "US$\u{A0}1.234,50",
            dinars: "-KWD\u{A0}0,005", number: "-12.345.678,90", count: "1.234"),
        .init(
            locale: "pt-PT", home: "EUR",
            homeAmount: "-12\u{A0}345,67\u{A0}€", dollars: "1234,50\u{A0}US$",
            dinars: "-0,005\u{A0}KWD", number: "-12\u{A0}345\u{A0}678,90", count: "1234"),
        .init(
            locale: "pl-PL", home: "PLN",
            homeAmount: "-12\u{A0}345,67\u{A0}zł", dollars: "1234,50\u{A0}USD",
            dinars: "-0,005\u{A0}KWD", number: "-12\u{A0}345\u{A0}678,90", count: "1234"),
        .init(
            locale: "sv-SE", home: "SEK",
            homeAmount: "\u{2212}12\u{A0}345,67\u{A0}kr", dollars: "1\u{A0}234,50\u{A0}US$",
            dinars: "\u{2212}0,005\u{A0}KWD", number: "\u{2212}12\u{A0}345\u{A0}678,90",
            count: "1\u{A0}234"),
        .init(
            locale: "da-DK", home: "DKK",
            homeAmount: "-12.345,67\u{A0}kr.", dollars: "1.234,50\u{A0}US$",
            dinars: "-0,005\u{A0}KWD", number: "-12.345.678,90", count: "1.234"),
        .init(
            locale: "nb-NO", home: "NOK",
            homeAmount: "\u{2212}12\u{A0}345,67\u{A0}kr", dollars: "1\u{A0}234,50\u{A0}USD",
            dinars: "\u{2212}0,005\u{A0}KWD", number: "\u{2212}12\u{A0}345\u{A0}678,90",
            count: "1\u{A0}234"),
        .init(
            locale: "fi-FI", home: "EUR",
            homeAmount: "\u{2212}12\u{A0}345,67\u{A0}€", dollars: "1\u{A0}234,50\u{A0}$",
            dinars: "\u{2212}0,005\u{A0}KWD", number: "\u{2212}12\u{A0}345\u{A0}678,90",
            count: "1\u{A0}234"),
        .init(
            locale: "cs-CZ", home: "CZK",
            homeAmount: "-12\u{A0}345,67\u{A0}Kč", dollars: "1\u{A0}234,50\u{A0}US$",
            dinars: "-0,005\u{A0}KWD", number: "-12\u{A0}345\u{A0}678,90", count: "1\u{A0}234"),
        .init(
            locale: "ja-JP", home: "JPY",
            homeAmount: "-￥1,234,567", dollars: "$1,234.50",
            dinars: "-KWD\u{A0}0.005", number: "-12,345,678.90", count: "1,234"),
    ]
}
