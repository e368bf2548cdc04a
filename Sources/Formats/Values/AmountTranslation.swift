import Kernel

/// Takes an amount's text apart into the number, in a form that `DecimalText` reads, and what
/// stands beside it.
///
/// Signs, parentheses and thousands marks stay in the number, so that one place only decides what
/// they mean and what is wrong with them.
struct AmountTranslation {
    private(set) var number = ShortText()
    private(set) var sign: CurrencyMark?
    private(set) var code: CurrencyMark?
    private(set) var side: AmountSide?
    /// Plus, minus or an opening parenthesis in the number.
    private(set) var hasSign = false
    private var hasOnlyDashes = true
    private var dashes = 0
    private(set) var digits = 0
    /// Whether a word stands behind the digits, or dashes for the cents; no digits may follow.
    private var isClosed = false

    /// A code, or else a sign.
    var mark: CurrencyMark? { code ?? sign }

    /// Whether the text is `-` or the like, with or without a currency.
    var isDash: Bool { digits == 0 && hasOnlyDashes && dashes > 0 && dashes <= 3 }

    /// - Parameter bytes: without blanks around them, at most `ShortText.bytesMax`.
    /// - Returns: false for a text that has other things in it than an amount has.
    mutating func read(_ bytes: Span<UInt8>) -> Bool {
        let end = bytes.count
        var index = 0
        while index < end {
            let byte = bytes[index]
            if ValueBytes.isDigit(byte) {
                guard !isClosed else { return false }
                digits += 1
                number.append(byte)
                index += 1
            } else if byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") {
                let length = noCentsLength(bytes, at: index, end: end)
                if length > 0 {
                    isClosed = true
                    index += length
                } else {
                    hasOnlyDashes = false
                    number.append(byte)
                    index += 1
                }
            } else {
                let length = readSign(bytes, at: index, end: end)
                if length > 0 {
                    index += length
                } else {
                    let word = Self.wordLength(bytes, at: index, end: end)
                    guard word > 0, take(bytes.extracting(index..<index + word)) else {
                        return false
                    }
                    index += word
                }
            }
        }
        return true
    }

    /// Reads a blank, a sign or an apostrophe and returns its length; 0 for anything else.
    private mutating func readSign(_ bytes: Span<UInt8>, at index: Int, end: Int) -> Int {
        let blank = ValueBytes.blankLength(bytes, at: index, end: end)
        if blank > 0 {
            number.append(UInt8(ascii: " "))
            return blank
        }
        let dash = ValueBytes.dashLength(bytes, at: index, end: end)
        if dash > 0 {
            dashes += 1
            hasSign = true
            number.append(UInt8(ascii: "-"))
            return dash
        }
        let apostrophe = ValueBytes.apostropheLength(bytes, at: index, end: end)
        if apostrophe > 0 {
            hasOnlyDashes = false
            number.append(UInt8(ascii: "'"))
            return apostrophe
        }
        switch bytes[index] {
        case UInt8(ascii: "+"), UInt8(ascii: "("), UInt8(ascii: ")"):
            hasOnlyDashes = false
            hasSign = true
            number.append(bytes[index])
            return 1
        default:
            return 0
        }
    }

    /// `120.-` and `120,--` have no cents: the separator and the dashes behind it to the end.
    private func noCentsLength(_ bytes: Span<UInt8>, at index: Int, end: Int) -> Int {
        guard digits > 0 else { return 0 }
        var next = index + 1
        var found = 0
        while next < end {
            let dash = ValueBytes.dashLength(bytes, at: next, end: end)
            guard dash > 0 else { break }
            found += 1
            next += dash
        }
        guard found > 0, found <= 2 else { return 0 }
        return next - index
    }

    private mutating func take(_ word: Span<UInt8>) -> Bool {
        if digits > 0 { isClosed = true }
        if let found = AmountSide(word, behindNumber: digits > 0) {
            guard side == nil else { return false }
            side = found
            return true
        }
        guard let found = CurrencyMark(word) else { return false }
        if found.isCode {
            guard code == nil else { return false }
            code = found
        } else {
            guard sign == nil else { return false }
            sign = found
        }
        return true
    }

    /// The length of what runs up to a digit, a blank, a sign or a separator. A point directly
    /// behind a letter belongs to the word: `Rs.`.
    private static func wordLength(_ bytes: Span<UInt8>, at start: Int, end: Int) -> Int {
        var index = start
        while index < end {
            let byte = bytes[index]
            if ValueBytes.isDigit(byte) || byte == UInt8(ascii: ",")
                || byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")")
                || byte == UInt8(ascii: "+")
            {
                break
            }
            if byte == UInt8(ascii: ".") {
                guard index > start, ValueBytes.isLetter(bytes[index - 1]) else { break }
                return index + 1 - start
            }
            if ValueBytes.blankLength(bytes, at: index, end: end) > 0
                || ValueBytes.dashLength(bytes, at: index, end: end) > 0
            {
                break
            }
            index += 1
        }
        return index - start
    }
}
