/// An amount as a list gives it, with what stands beside the digits.
package struct WrittenAmount: Hashable, Sendable {
    /// In units of 10^-decimals, as asked for; negative for a credit.
    package let minorUnits: Int64
    /// The currency sign or code beside the number; a code wins over a sign.
    package let mark: CurrencyMark?
    /// The side named beside the number, which has given it its sign.
    package let side: AmountSide?
    /// Whether only a dash stands there, which is how reports print nothing.
    package let isDash: Bool

    init(
        _ minorUnits: Int64, mark: CurrencyMark? = nil, side: AmountSide? = nil,
        isDash: Bool = false
    ) {
        self.minorUnits = minorUnits
        self.mark = mark
        self.side = side
        self.isDash = isDash
    }
}
