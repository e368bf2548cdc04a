import Formats

/// Texts of a file as sentences quote them.
enum ImportText {
    /// The text, cut to a readable length.
    static func shortened(_ text: some StringProtocol, to charactersMax: Int = 100) -> String {
        guard
            let end = text.index(
                text.startIndex, offsetBy: charactersMax, limitedBy: text.endIndex),
            end < text.endIndex
        else { return String(text) }
        return text[..<end] + "…"
    }

    /// Where a field's text lies without the white space around it, no-break spaces included, and
    /// without the apostrophe of `FormulaGuard`.
    static func trimmed(_ bytes: Span<UInt8>) -> Range<Int> {
        var start = 0
        var end = bytes.count
        while start < end {
            if bytes[start] <= 0x20 {
                start += 1
            } else if start + 1 < end, bytes[start] == 0xC2, bytes[start + 1] == 0xA0 {
                start += 2
            } else {
                break
            }
        }
        while end > start {
            if bytes[end - 1] <= 0x20 {
                end -= 1
            } else if end - 2 >= start, bytes[end - 2] == 0xC2, bytes[end - 1] == 0xA0 {
                end -= 2
            } else {
                break
            }
        }
        // Spreadsheets and our own files put an apostrophe before a text that could be a formula.
        if start < end, bytes[start] == UInt8(ascii: "'"),
            FormulaGuard.isNeeded(for: bytes.extracting(start + 1..<end))
        {
            start += 1
        }
        return start..<end
    }

    /// A field's text without the white space around it.
    static func string(_ bytes: Span<UInt8>) -> String {
        bytes.extracting(trimmed(bytes)).withUnsafeBufferPointer {
            String(decoding: $0, as: UTF8.self)
        }
    }

    /// Whether a spreadsheet took a long number for an amount: `1.23457E+14`.
    static func isCutShort(_ bytes: Span<UInt8>) -> Bool {
        let range = trimmed(bytes)
        guard range.count >= 5, range.count <= 24, isDigit(bytes[range.lowerBound]),
            isDigit(bytes[range.upperBound - 1]), isDigit(bytes[range.upperBound - 2])
        else { return false }
        var signs: [UInt8] = []
        for index in range where !isDigit(bytes[index]) { signs.append(bytes[index]) }
        let mark = range.lowerBound + 1
        switch signs.count {
        case 2: return signs == Array("E+".utf8) && bytes[mark] == UInt8(ascii: "E")
        case 3:
            return (signs == Array(".E+".utf8) || signs == Array(",E+".utf8))
                && (bytes[mark] == UInt8(ascii: ".") || bytes[mark] == UInt8(ascii: ","))
        default: return false
        }
    }

    /// Whether a name has blanks or accents that other programs write with other characters.
    static func mayLookAlike(_ text: String) -> Bool {
        var last: UInt8 = 0
        for byte in text.utf8 {
            if byte == 0x20, last == 0x20 { return true }
            // No-break blanks and soft hyphens, combining accents, wide and invisible characters.
            if last == 0xC2, byte == 0xA0 || byte == 0xAD { return true }
            if byte == 0xCC || byte == 0xCD || byte == 0xE2 || byte == 0xE3 || byte == 0xEF {
                return true
            }
            last = byte
        }
        return false
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
