/// Which number formats show a number as a date.
enum XLSNumberFormat {
    /// The formats that are never spelt out in a file; 27 to 36 and 50 to 58 are the dates of
    /// East Asian locales.
    static func isDate(builtIn number: Int) -> Bool {
        switch number {
        case 14...22, 27...36, 45...47, 50...58: true
        default: false
        }
    }

    /// A day or year makes a date, and so does a month that is not a minute. Quoted and escaped
    /// text, colours, currencies and conditions say nothing; elapsed time is none.
    static func isDate(_ format: String) -> Bool {
        var scan = Letters()
        for byte in format.utf8 where !scan.isElapsed { scan.read(byte) }
        if scan.isElapsed { return false }
        return scan.hasDayOrYear || (scan.hasMonth && !scan.hasTime)
    }

    private struct Letters {
        private enum Place { case open, quoted, escaped, bracket }

        private(set) var hasDayOrYear = false
        private(set) var hasMonth = false
        private(set) var hasTime = false
        private(set) var isElapsed = false
        private var place = Place.open
        private var bracketLength = 0
        private var isBracketTime = false

        mutating func read(_ byte: UInt8) {
            switch place {
            case .quoted:
                if byte == UInt8(ascii: "\"") { place = .open }
            case .escaped:
                place = .open
            case .bracket:
                readBracket(byte)
            case .open:
                readOpen(byte)
            }
        }

        private mutating func readBracket(_ byte: UInt8) {
            if byte == UInt8(ascii: "]") {
                isElapsed = isElapsed || (bracketLength > 0 && isBracketTime)
                place = .open
                return
            }
            bracketLength += 1
            let letter = byte | 0x20
            let isTime =
                letter == UInt8(ascii: "h") || letter == UInt8(ascii: "m")
                || letter == UInt8(ascii: "s")
            isBracketTime = isBracketTime && isTime
        }

        private mutating func readOpen(_ byte: UInt8) {
            switch byte {
            case UInt8(ascii: "\""): place = .quoted
            case UInt8(ascii: "\\"), UInt8(ascii: "_"), UInt8(ascii: "*"): place = .escaped
            case UInt8(ascii: "["):
                place = .bracket
                bracketLength = 0
                isBracketTime = true
            case UInt8(ascii: "d"), UInt8(ascii: "D"), UInt8(ascii: "y"), UInt8(ascii: "Y"):
                hasDayOrYear = true
            case UInt8(ascii: "m"), UInt8(ascii: "M"): hasMonth = true
            case UInt8(ascii: "h"), UInt8(ascii: "H"), UInt8(ascii: "s"), UInt8(ascii: "S"):
                hasTime = true
            default: break
            }
        }
    }
}
