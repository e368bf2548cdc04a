/// A sign that several currencies may share.
enum CurrencySign: Equatable {
    case dollar, euro, pound, yen

    /// Whether amounts in a currency are written with this sign.
    func mayMean(_ currency: Currency) -> Bool {
        switch self {
        case .euro: currency.code == "EUR"
        case .yen: ["JPY", "CNY"].contains(currency.code)
        case .pound:
            ["GBP", "GIP", "FKP", "SHP", "EGP", "LBP", "SYP", "SDG", "SSP"]
                .contains(currency.code)
        case .dollar: CurrencySign.dollarCodes.contains(currency.code)
        }
    }

    /// Dollars, and the pesos and others that are written with the same sign.
    private static let dollarCodes: Set<String> = [
        "USD", "USN", "AUD", "BBD", "BMD", "BND", "BSD", "BZD", "CAD", "FJD", "GYD", "HKD",
        "JMD", "KYD", "LRD", "NAD", "NZD", "SBD", "SGD", "SRD", "TTD", "TWD", "XCD", "ZWL",
        "ARS", "BOV", "CLP", "COP", "CUP", "CUC", "CVE", "DOP", "MXN", "UYU", "NIO", "BRL",
        "MOP", "TOP", "WST",
    ]
}
