extension CurrencyMark {
    /// A sign and the currencies whose amounts are written with it.
    struct Sign {
        let text: String
        let codes: [String]

        init(_ text: String, _ codes: String) {
            self.text = text
            self.codes = codes.split(separator: " ").map(String.init)
        }
    }

    /// Letters in upper case, as the look-up folds them.
    static let signs: [Sign] = [
        Sign(
            "$",
            "USD USN AUD BBD BMD BND BSD BZD CAD FJD GYD HKD JMD KYD LRD NAD NZD SBD SGD SRD TTD"
                + " TWD XCD ZWL ARS BOV CLP COP CUP CUC CVE DOP MXN UYU NIO BRL MOP TOP WST"),
        Sign("€", "EUR"), Sign("£", "GBP GIP FKP SHP EGP LBP SYP SDG SSP"),
        Sign("¥", "JPY CNY"), Sign("￥", "JPY CNY"), Sign("US$", "USD"), Sign("$US", "USD"),
        Sign("U$S", "USD"), Sign("C$", "CAD NIO"), Sign("CA$", "CAD"), Sign("CAD$", "CAD"),
        Sign("CDN$", "CAD"), Sign("A$", "AUD"), Sign("AU$", "AUD"), Sign("AUD$", "AUD"),
        Sign("NZ$", "NZD"), Sign("HK$", "HKD"), Sign("S$", "SGD"), Sign("SG$", "SGD"),
        Sign("NT$", "TWD"), Sign("R$", "BRL"), Sign("MX$", "MXN"), Sign("MEX$", "MXN"),
        Sign("J$", "JMD"), Sign("TT$", "TTD"), Sign("FJ$", "FJD"), Sign("B$", "BND BSD"),
        Sign("RD$", "DOP"), Sign("CL$", "CLP"), Sign("AR$", "ARS"), Sign("COL$", "COP"),
        Sign("USD$", "USD"), Sign("EC$", "XCD"), Sign("MOP$", "MOP"), Sign("₹", "INR"),
        Sign("RS", "INR PKR LKR NPR MUR SCR"), Sign("₨", "INR PKR LKR NPR MUR SCR"),
        Sign("₽", "RUB"), Sign("₺", "TRY"), Sign("TL", "TRY"), Sign("₩", "KRW KPW"),
        Sign("₪", "ILS"), Sign("฿", "THB"), Sign("₫", "VND"), Sign("₴", "UAH"),
        Sign("₦", "NGN"), Sign("₱", "PHP CUP"), Sign("₡", "CRC"), Sign("₲", "PYG"),
        Sign("₵", "GHS"), Sign("GH₵", "GHS"), Sign("₸", "KZT"), Sign("₼", "AZN"),
        Sign("₾", "GEL"), Sign("৳", "BDT"), Sign("FR", "CHF"), Sign("SFR", "CHF"),
        Sign("KR", "SEK NOK DKK ISK"), Sign("KČ", "CZK"), Sign("Kč", "CZK"), Sign("ZŁ", "PLN"),
        Sign("Zł", "PLN"), Sign("FT", "HUF"), Sign("LEI", "RON MDL"), Sign("лв", "BGN"),
        Sign("ЛВ", "BGN"), Sign("R", "ZAR"), Sign("RM", "MYR"), Sign("RP", "IDR"),
        Sign("KSH", "KES"), Sign("TSH", "TZS"), Sign("USH", "UGX"), Sign("DH", "AED MAD"),
        Sign("DHS", "AED MAD"), Sign("SR", "SAR"), Sign("BS", "BOB VES"), Sign("S/", "PEN"),
        Sign("Q", "GTQ"), Sign("L", "HNL"), Sign("ден", "MKD"), Sign("дин", "RSD"),
        Sign("DIN", "RSD"), Sign("KM", "BAM"), Sign("元", "CNY"), Sign("RMB", "CNY"),
        Sign("円", "JPY"),
    ]

    /// The signs by their bytes, which are at most eight.
    static let signsByBytes: [UInt64: Int] = {
        var found: [UInt64: Int] = [:]
        for (index, sign) in signs.enumerated() {
            found[sign.text.utf8.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }] = index
        }
        return found
    }()
}
