/// How one locale writes numbers, amounts and dates: a line of our extract of the CLDR.
struct LocaleRules: Sendable {
    /// How digits before the decimal separator are grouped.
    enum Grouping: Sendable {
        /// 12,345,678
        case thousands
        /// 1,23,45,678
        case lakh
    }

    /// Where the currency and the minus sign stand.
    enum CurrencyPattern: Sendable {
        /// -$1 and, behind a letter, -CHF 1
        case prefix
        /// -€ 1
        case prefixSpaced
        /// CHF 1 and CHF-1
        case prefixBeforeMinus
        /// € 1 and € -1
        case prefixSpacedBeforeMinus
        /// -1 €
        case suffix
    }

    /// Language and region, `de-CH`.
    let identifier: String
    let decimal: String
    let group: String
    /// In amounts with a currency, where some locales differ.
    let currencyDecimal: String
    let currencyGroup: String
    let minus: String
    let grouping: Grouping
    /// Digits that must stand before the first separator for it to be written.
    let minimumGroupingDigits: Int
    let currencyPattern: CurrencyPattern
    /// `d`, `dd`, `M`, `MM` and `yyyy`; everything else stands for itself.
    let datePattern: String
    private let symbols: [Currency: String]

    /// - Parameter symbols: `USD=$` for a sign, `USD` alone for the code, divided by whitespace;
    ///   what is not named has the international sign.
    init(
        _ identifier: String, _ decimal: String, _ group: String, date: String,
        _ currencyPattern: CurrencyPattern, currencyDecimal: String? = nil,
        currencyGroup: String? = nil, minus: String = "-", grouping: Grouping = .thousands,
        minimumGroupingDigits: Int = 1, symbols: String = ""
    ) {
        self.identifier = identifier
        self.decimal = decimal
        self.group = group
        self.currencyDecimal = currencyDecimal ?? decimal
        self.currencyGroup = currencyGroup ?? group
        self.minus = minus
        self.grouping = grouping
        self.minimumGroupingDigits = minimumGroupingDigits
        self.currencyPattern = currencyPattern
        datePattern = date
        self.symbols = LocaleRules.parse(symbols)
    }

    /// The locale's sign for a currency, or its code.
    func symbol(of currency: Currency) -> String {
        symbols[currency] ?? LocaleRules.international[currency] ?? currency.code
    }

    /// Signs that are understood everywhere.
    private static let international = parse(
        """
        AUD=A$ BRL=R$ CAD=CA$ CNY=CN¥ EUR=€ GBP=£ HKD=HK$ ILS=₪ INR=₹ JPY=JP¥ KRW=₩ MXN=MX$ \
        NZD=NZ$ PHP=₱ TWD=NT$ USD=US$ VND=₫ XAF=FCFA XCD=EC$ XCG=Cg. XOF=F\u{202F}CFA XPF=CFPF
        """)

    private static func parse(_ text: String) -> [Currency: String] {
        var symbols: [Currency: String] = [:]
        for entry in text.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
            let code = entry.prefix(3)
            guard let currency = Currency.find(code) else { continue }
            symbols[currency] = String(entry.count > 4 ? entry.dropFirst(4) : code)
        }
        return symbols
    }
}
