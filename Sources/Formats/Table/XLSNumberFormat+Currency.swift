import Kernel

extension XLSNumberFormat {
    /// The currency whose sign a format shows beside a number: of `[$€-407] #,##0.00` and
    /// `#,##0.00 "EUR"`. Signs of several currencies, such as the dollar's, say nothing.
    static func currency(_ format: String) -> Currency? {
        // The part for amounts above zero.
        let positive = format.prefix { $0 != ";" }
        if let bracket = positive.firstRange(of: "[$") {
            let sign = positive[bracket.upperBound...].prefix { $0 != "-" && $0 != "]" }
            return meaning(String(sign))
        }
        let text = positive.filter { !$0.isNumber && !"#,._*?()-+ \\\"".contains($0) }
        return meaning(text)
    }

    private static func meaning(_ sign: String) -> Currency? {
        let sign = sign.filter { !$0.isWhitespace }
        guard !sign.isEmpty, sign.utf8.count <= 8 else { return nil }
        let mark = AmountText.mark(in: sign)
        return mark?.currency ?? (sign == sign.uppercased() ? Currency.find(sign) : nil)
    }
}
