/// The side of an account that stands beside an amount instead of a sign.
package enum AmountSide: Hashable, Sendable {
    /// `DR`, `D`, `S`: the amount is owed to us.
    case debit
    /// `CR`, `C`, `H`: the amount is owed by us, so negative.
    case credit

    /// The side that a word names. Single letters count only behind the number, where the caller
    /// must know to be.
    init?(_ word: Span<UInt8>, behindNumber: Bool) {
        var packed: UInt64 = 0
        guard word.count <= 8 else { return nil }
        for index in word.indices {
            let byte = word[index]
            guard ValueBytes.isLetter(byte) else {
                // `Cr.`
                guard byte == UInt8(ascii: "."), index == word.count - 1, index > 0 else {
                    return nil
                }
                break
            }
            packed = packed << 8 | UInt64(byte & 0xDF)
        }
        switch packed {
        case Self.packed("CR"), Self.packed("CREDIT"), Self.packed("HABEN"): self = .credit
        case Self.packed("DR"), Self.packed("DEBIT"), Self.packed("SOLL"): self = .debit
        case Self.packed("C") where behindNumber, Self.packed("H") where behindNumber:
            self = .credit
        case Self.packed("D") where behindNumber, Self.packed("S") where behindNumber:
            self = .debit
        default: return nil
        }
    }

    private static func packed(_ word: StaticString) -> UInt64 {
        word.withUTF8Buffer { $0.reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }
    }
}
