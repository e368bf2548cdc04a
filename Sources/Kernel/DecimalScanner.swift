/// Reads every accepted form of a number and says in detail why another is not one.
///
/// It works inwards: whatever may stand around the number is taken off both ends, then the
/// digits between are read. It allocates nothing.
struct DecimalScanner {
    private var start = 0
    private var end: Int
    private let decimals: Int
    private let expected: Currency?
    private let style: DecimalStyle

    private var isNegative = false
    private var hasSign = false
    private var isOpen = false
    private var isClosed = false
    private var sign: CurrencySign?
    private var code: Currency?

    init(end: Int, decimals: Int, currency: Currency?, style: DecimalStyle) {
        precondition(decimals >= 0 && decimals <= 18, "No currency has so many decimals.")
        self.end = end
        self.decimals = decimals
        expected = currency
        self.style = style
    }

    mutating func parse(_ bytes: Span<UInt8>) throws(DecimalError) -> Int64 {
        skipSpaces(bytes)
        guard start < end else { throw .empty }
        while start < end, try takeFromFront(bytes) {}
        while start < end, try takeFromBack(bytes) {}
        var digits = DecimalAccumulator(decimals: decimals, style: style)
        while start < end {
            let length = try digits.read(bytes, at: start, end: end)
            guard length > 0 else {
                throw DecimalDiagnosis.reason(bytes.extracting(start..<end), in: digits)
            }
            start += length
        }
        let magnitude = try digits.finish()
        guard isOpen == isClosed else { throw .unbalancedParentheses }
        try checkCurrency()
        return try signed(magnitude)
    }

    private mutating func skipSpaces(_ bytes: Span<UInt8>) {
        while start < end,
            let (token, length) = DecimalToken.starting(at: start, end: end, in: bytes),
            token == .space
        {
            start += length
        }
    }

    /// Takes one token or code off the front; false when the number starts here.
    private mutating func takeFromFront(_ bytes: Span<UInt8>) throws(DecimalError) -> Bool {
        if let (token, length) = DecimalToken.starting(at: start, end: end, in: bytes) {
            guard try take(token, atFront: true) else { return false }
            start += length
            return true
        }
        guard let found = codeLetters(bytes, at: start) else { return false }
        // Letters that run on are a word, not a code.
        if start + 3 < end, Currency.upperLetter(bytes[start + 3]) != nil { return false }
        guard try take(code: found) else { return false }
        start += 3
        return true
    }

    /// Takes one token or code off the back; false when the number ends here.
    private mutating func takeFromBack(_ bytes: Span<UInt8>) throws(DecimalError) -> Bool {
        if let (token, length) = DecimalToken.ending(before: end, start: start, in: bytes) {
            guard try take(token, atFront: false) else { return false }
            end -= length
            return true
        }
        guard let found = codeLetters(bytes, at: end - 3) else { return false }
        if end - 4 >= start, Currency.upperLetter(bytes[end - 4]) != nil { return false }
        guard try take(code: found) else { return false }
        end -= 3
        return true
    }

    private mutating func take(
        _ token: DecimalToken, atFront: Bool
    ) throws(DecimalError) -> Bool {
        switch token {
        case .space:
            return true
        case .minus, .plus:
            guard !hasSign, !isOpen else { throw .twoSigns }
            hasSign = true
            isNegative = token == .minus
        case .open:
            guard atFront, !isOpen else { return false }
            guard !hasSign else { throw .twoSigns }
            isOpen = true
            isNegative = true
        case .close:
            guard !atFront, !isClosed else { return false }
            isClosed = true
        case .currency(let found):
            guard sign == nil else { return false }
            sign = found
        case .apostrophe:
            return false
        }
        return true
    }

    private mutating func take(code found: Currency) throws(DecimalError) -> Bool {
        guard code == nil else { return false }
        code = found
        return true
    }

    /// The currency that three letters at `index` name.
    private func codeLetters(_ bytes: Span<UInt8>, at index: Int) -> Currency? {
        guard index >= start, index + 3 <= end,
            let first = Currency.upperLetter(bytes[index]),
            let second = Currency.upperLetter(bytes[index + 1]),
            let third = Currency.upperLetter(bytes[index + 2])
        else { return nil }
        return Currency.find(letters: UInt32(first) << 16 | UInt32(second) << 8 | UInt32(third))
    }

    private func checkCurrency() throws(DecimalError) {
        guard let currency = expected ?? code else { return }
        guard code == nil || code == currency, sign?.mayMean(currency) ?? true else {
            throw .wrongCurrency
        }
    }

    private func signed(_ magnitude: UInt64) throws(DecimalError) -> Int64 {
        guard isNegative else {
            guard let value = Int64(exactly: magnitude) else { throw .overflow }
            return value
        }
        guard magnitude <= Int64.min.magnitude else { throw .overflow }
        return Int64(truncatingIfNeeded: 0 &- magnitude)
    }
}
