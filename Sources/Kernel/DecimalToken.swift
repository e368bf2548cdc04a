/// A sign that may stand in a number besides digits, some of them several bytes long.
enum DecimalToken: Equatable {
    case space
    case minus
    case plus
    case open
    case close
    case apostrophe
    case currency(CurrencySign)

    /// The token whose bytes start at `index`, and their number.
    static func starting(at index: Int, end: Int, in bytes: Span<UInt8>) -> (Self, Int)? {
        switch bytes[index] {
        case 0x20, 0x09, 0x0A, 0x0D: (.space, 1)
        case UInt8(ascii: "-"): (.minus, 1)
        case UInt8(ascii: "+"): (.plus, 1)
        case UInt8(ascii: "("): (.open, 1)
        case UInt8(ascii: ")"): (.close, 1)
        case UInt8(ascii: "'"): (.apostrophe, 1)
        case UInt8(ascii: "$"): (.currency(.dollar), 1)
        case 0xC2 where index + 1 < end: latin(bytes[index + 1]).map { ($0, 2) }
        case 0xE2, 0xEF: threeBytes(index, end, bytes).map { ($0, 3) }
        default: nil
        }
    }

    /// The token whose bytes end before `end`, and their number.
    static func ending(before end: Int, start: Int, in bytes: Span<UInt8>) -> (Self, Int)? {
        for length in 1...3 where end - length >= start {
            if let (token, found) = starting(at: end - length, end: end, in: bytes),
                found == length
            {
                return (token, length)
            }
        }
        return nil
    }

    private static func latin(_ second: UInt8) -> DecimalToken? {
        switch second {
        case 0xA0: .space  // U+00A0 no-break space
        case 0xA3: .currency(.pound)
        case 0xA5: .currency(.yen)
        default: nil
        }
    }

    private static func threeBytes(
        _ index: Int, _ end: Int, _ bytes: Span<UInt8>
    ) -> DecimalToken? {
        guard index + 2 < end else { return nil }
        return switch (bytes[index], bytes[index + 1], bytes[index + 2]) {
        case (0xE2, 0x80, 0x89), (0xE2, 0x80, 0xAF): .space  // thin spaces U+2009, U+202F
        case (0xE2, 0x80, 0x99): .apostrophe  // U+2019, Swiss
        case (0xE2, 0x82, 0xAC): .currency(.euro)
        case (0xE2, 0x88, 0x92): .minus  // U+2212
        case (0xEF, 0xBF, 0xA5): .currency(.yen)  // U+FFE5, full width
        default: nil
        }
    }
}
