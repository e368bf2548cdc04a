package import Kernel

/// The sign or code of a currency beside an amount: `$`, `US$`, `Rs.`, `EUR`.
package struct CurrencyMark: Hashable, Sendable {
    private enum Meaning: Hashable {
        case code(Currency)
        /// An index into the table of signs.
        case sign(Int)
    }

    private let meaning: Meaning

    /// A code's mark.
    package init(_ currency: Currency) {
        meaning = .code(currency)
    }

    /// What a word beside a number means; nil for a word that names no currency.
    init?(_ word: Span<UInt8>) {
        if word.count == 3, let found = Self.code(word) {
            meaning = .code(found)
            return
        }
        guard let sign = Self.signIndex(word) else { return nil }
        meaning = .sign(sign)
    }

    /// Whether this is a code of three letters.
    var isCode: Bool {
        if case .code = meaning { true } else { false }
    }

    /// The currency, where the mark means exactly one: not for `$`, which twenty share.
    package var currency: Currency? {
        switch meaning {
        case .code(let currency): currency
        case .sign(let index):
            Self.signs[index].codes.count == 1 ? Currency.find(Self.signs[index].codes[0]) : nil
        }
    }

    /// Whether amounts in a currency are written with this mark.
    package func mayMean(_ other: Currency) -> Bool {
        switch meaning {
        case .code(let currency): currency == other
        case .sign(let index): Self.signs[index].codes.contains(other.code)
        }
    }

    private static func code(_ word: Span<UInt8>) -> Currency? {
        var letters: UInt32 = 0
        for index in word.indices {
            let byte = word[index]
            guard ValueBytes.isLetter(byte) else { return nil }
            letters = letters << 8 | UInt32(byte & 0xDF)
        }
        return codes[letters]
    }

    /// The currencies by their letters, without making a string of every word of a column.
    private static let codes: [UInt32: Currency] = {
        var codes: [UInt32: Currency] = [:]
        for currency in Currency.known {
            codes[currency.code.utf8.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }] = currency
        }
        return codes
    }()

    /// Letters may come in either case and with a point behind them.
    private static func signIndex(_ word: Span<UInt8>) -> Int? {
        var count = word.count
        if count > 1, word[count - 1] == UInt8(ascii: ".") { count -= 1 }
        guard count > 0, count <= 8 else { return nil }
        var packed: UInt64 = 0
        for index in 0..<count {
            let byte = word[index]
            packed = packed << 8 | UInt64(ValueBytes.isLetter(byte) ? byte & 0xDF : byte)
        }
        return signsByBytes[packed]
    }
}

extension CurrencyMark: CustomStringConvertible {
    /// The code, or the sign.
    package var description: String {
        switch meaning {
        case .code(let currency): currency.code
        case .sign(let index): Self.signs[index].text
        }
    }
}
