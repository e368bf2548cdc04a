extension LocaleRules {
    /// Our extract of CLDR 48; the first locale of a language stands for all its others.
    ///
    /// Dates are the locale's short ones with a year of four digits.
    static let table: [LocaleRules] = [
        LocaleRules(
            "en-US", ".", ",", date: "M/d/yyyy", .prefix,
            symbols: "JPY=¥ USD=$"),
        LocaleRules(
            "en-GB", ".", ",", date: "dd/MM/yyyy", .prefix),
        LocaleRules(
            "en-CA", ".", ",", date: "yyyy-MM-dd", .prefix,
            symbols: "CAD=$ XCG=Cg"),
        LocaleRules(
            "en-AU", ".", ",", date: "d/M/yyyy", .prefix,
            symbols: """
                AUD=$ BRL CAD CNY EUR GBP HKD ILS INR JPY KRW MXN NZD PHP SCR=Rs TWD USD VND XAF
                XCD XOF XPF=CFP
                """),
        LocaleRules(
            "en-NZ", ".", ",", date: "dd/MM/yyyy", .prefix,
            symbols: "NZD=$"),
        LocaleRules(
            "en-IE", ".", ",", date: "dd/MM/yyyy", .prefix),
        LocaleRules(
            "en-IN", ".", ",", date: "dd/MM/yyyy", .prefix, grouping: .lakh,
            symbols: "USD=$"),
        LocaleRules(
            "en-ZA", ",", "\u{A0}", date: "yyyy/MM/dd", .prefix,
            symbols: "ZAR=R"),
        LocaleRules(
            "de-DE", ",", ".", date: "dd.MM.yyyy", .suffix,
            symbols: "AUD=AU$ JPY=¥ PHP THB=฿ USD=$"),
        LocaleRules(
            "de-CH", ".", "'", date: "dd.MM.yyyy", .prefixBeforeMinus,
            symbols: "AUD=AU$ EUR JPY=¥ PHP THB=฿ USD=$"),
        LocaleRules(
            "de-AT", ",", "\u{A0}", date: "dd.MM.yyyy", .prefixSpaced, currencyGroup: ".",
            symbols: "AUD=AU$ JPY=¥ PHP THB=฿ USD=$"),
        LocaleRules(
            "fr-FR", ",", "\u{202F}", date: "dd/MM/yyyy", .suffix,
            symbols: """
                ARS=$AR AUD=$AU BMD=$BM BND=$BN BZD=$BZ CAD=$CA CLP=$CL CNY COP=$CO FJD=$FJ
                FKP=£FK GBP=£GB GIP=£GI HKD JPY LBP=£LB MXN=$MX NAD=$NA NZD=$NZ PHP SBD=$SB
                SGD=$SG SRD=$SR TTD=$TT TWD USD=$US UYU=$UY WST=$WS XCD XPF=FCFP
                """),
        LocaleRules(
            "fr-CH", ",", "\u{202F}", date: "dd.MM.yyyy", .suffix, currencyDecimal: ".",
            symbols: """
                ARS=$AR AUD=$AU BMD=$BM BND=$BN BZD=$BZ CAD=$CA CLP=$CL CNY COP=$CO FJD=$FJ
                FKP=£FK GBP=£GB GIP=£GI HKD JPY LBP=£LB MXN=$MX NAD=$NA NZD=$NZ PHP SBD=$SB
                SGD=$SG SRD=$SR TTD=$TT TWD USD=$US UYU=$UY WST=$WS XCD XPF=FCFP
                """),
        LocaleRules(
            "fr-CA", ",", "\u{A0}", date: "yyyy-MM-dd", .suffix,
            symbols: """
                AUD=$\u{A0}AU CAD=$ HKD=$\u{A0}HK ILS INR JPY=¥ KRW MXN NZD=$\u{A0}NZ PHP
                SGD=$\u{A0}SG TWD USD=$\u{A0}US VND XAF XCD XOF XPF
                """),
        LocaleRules(
            "fr-BE", ",", "\u{202F}", date: "dd/MM/yyyy", .suffix,
            symbols: """
                ARS=$AR AUD=$AU BMD=$BM BND=$BN BZD=$BZ CAD=$CA CLP=$CL CNY COP=$CO FJD=$FJ
                FKP=£FK GBP=£GB GIP=£GI HKD JPY LBP=£LB MXN=$MX NAD=$NA NZD=$NZ PHP SBD=$SB
                SGD=$SG SRD=$SR TTD=$TT TWD USD=$US UYU=$UY WST=$WS XCD XPF=FCFP
                """),
        LocaleRules(
            "es-ES", ",", ".", date: "d/M/yyyy", .suffix, minimumGroupingDigits: 2,
            symbols: """
                AUD BRL CAD CNY GBP HKD ILS INR JPY KRW MXN NZD PHP THB=฿ TWD XAF XCD XOF
                """),
        LocaleRules(
            "es-MX", ".", ",", date: "dd/MM/yyyy", .prefix,
            symbols: """
                AUD BRL CAD CNY EUR GBP HKD ILS INR JPY KRW MRU=UM MXN=$ NZD PHP TWD USD VND XAF
                XCD XOF
                """),
        LocaleRules(
            "it-IT", ",", ".", date: "dd/MM/yyyy", .suffix, minimumGroupingDigits: 2,
            symbols: "BRL HKD INR JPY KRW MXN THB=฿ TWD USD VND XCG=Cf"),
        LocaleRules(
            "nl-NL", ",", ".", date: "dd-MM-yyyy", .prefixSpacedBeforeMinus,
            symbols: "AUD=AU$ CAD=C$ FJD=FJ$ PHP SBD=SI$ THB=฿ XPF ZWG=ZiG"),
        LocaleRules(
            "nl-BE", ",", ".", date: "d/MM/yyyy", .prefixSpacedBeforeMinus,
            symbols: "AUD=AU$ CAD=C$ FJD=FJ$ PHP SBD=SI$ THB=฿ XPF ZWG=ZiG"),
        LocaleRules(
            "pt-BR", ",", ".", date: "dd/MM/yyyy", .prefixSpaced,
            symbols: "AUD=AU$ PHP THB=฿"),
        LocaleRules(
            "pt-PT", ",", "\u{A0}", date: "dd/MM/yyyy", .suffix, minimumGroupingDigits: 2,
            symbols: "AUD=AU$ PHP THB=฿"),
        LocaleRules(
            "pl-PL", ",", "\u{A0}", date: "d.MM.yyyy", .suffix, minimumGroupingDigits: 2,
            symbols: """
                AUD CAD CNY GBP HKD ILS INR JPY KRW MXN NZD PHP PLN=zł TWD USD VND XCG
                """),
        LocaleRules(
            "sv-SE", ",", "\u{A0}", date: "yyyy-MM-dd", .suffix, minus: "\u{2212}",
            symbols: """
                AUD BBD=Bds$ BMD=BM$ BRL=BR$ BSD=BS$ BZD=BZ$ CNY DKK=Dkr DOP=RD$ EGP=EG£ GBP HKD
                INR ISK=Ikr JMD=JM$ JPY KRW NOK=Nkr NZD PHP SEK=kr TWD VND XCG
                """),
        LocaleRules(
            "da-DK", ",", ".", date: "dd.MM.yyyy", .suffix,
            symbols: "AUD=AU$ DKK=kr. PHP THB=฿"),
        LocaleRules(
            "nb-NO", ",", "\u{A0}", date: "dd.MM.yyyy", .suffix, minus: "\u{2212}",
            symbols: """
                AUD BRL CAD CNY HKD ILS INR JPY KRW MXN NOK=kr NZD PHP TWD USD VND XAF XCD XPF
                """),
        LocaleRules(
            "fi-FI", ",", "\u{A0}", date: "d.M.yyyy", .suffix, minus: "\u{2212}",
            symbols: """
                AUD BRL CAD CNY HKD ILS INR JPY=¥ KRW MXN NZD PHP TWD USD=$ VND XCD XPF
                """),
        LocaleRules(
            "cs-CZ", ",", "\u{A0}", date: "dd.MM.yyyy", .suffix,
            symbols: "AUD=AU$ CZK=Kč ILS INR PHP VND"),
        LocaleRules(
            "ja-JP", ".", ",", date: "yyyy/MM/dd", .prefix,
            symbols: "CNY=元 JPY=￥ PHP USD=$ XCG=Cg"),
    ]
}
