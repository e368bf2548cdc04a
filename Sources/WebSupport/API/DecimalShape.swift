/// How the API writes decimal numbers: without a plus, leading zeros or an exponent.
struct DecimalShape: Sendable {
    /// The most digits before the point.
    let whole: Int
    /// The most behind it.
    let decimals: Int

    /// Fifteen digits and four decimals hold whatever an amount may be.
    static let money = DecimalShape(whole: 15, decimals: 4)

    /// Rates, quantities and what one of something costs.
    static let factor = DecimalShape(whole: 12, decimals: 12)

    /// The same as a regular expression of JSON Schema.
    var pattern: String {
        #"^-?(0|[1-9][0-9]{0,\#(whole - 1)})(\.[0-9]{1,\#(decimals)})?$"#
    }

    /// The same for what is more than nothing: no minus and not only zeros. Of a number below one
    /// the pattern alone allows more decimals.
    var patternAboveZero: String {
        #"^(0\.0{0,\#(decimals - 1)}[1-9][0-9]{0,\#(decimals - 1)}"#
            + #"|[1-9][0-9]{0,\#(whole - 1)}(\.[0-9]{1,\#(decimals)})?)$"#
    }

    func matches(_ text: String) -> Bool {
        var bytes = Substring(text).utf8
        if bytes.first == UInt8(ascii: "-") { bytes.removeFirst() }
        let before = bytes.prefix { $0 != UInt8(ascii: ".") }
        guard (1...whole).contains(before.count), before.allSatisfy(Self.isDigit),
            before.count == 1 || before.first != UInt8(ascii: "0")
        else { return false }
        guard before.count < bytes.count else { return true }
        let after = bytes.dropFirst(before.count + 1)
        return (1...decimals).contains(after.count) && after.allSatisfy(Self.isDigit)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }
}
