/// Makes text from outside safe to show in a terminal.
///
/// A customer's name must not be able to move the cursor, change colours, hide a part of itself
/// or turn the figures beside it around.
package enum TerminalText {
    /// More marks than any language puts on one letter would run over the lines around it.
    private static let marksMax = 6
    /// U+FFFD stands for what has no picture of its own.
    private static let replacement: Unicode.Scalar = "\u{FFFD}"
    /// Begins and ends a passage that has its own direction.
    private static let isolateStart: Unicode.Scalar = "\u{2068}"
    private static let isolateEnd: Unicode.Scalar = "\u{2069}"

    /// The text with every control and invisible character made visible.
    ///
    /// Text for a terminal still needs `isolated` before other text follows it on its line.
    package static func visible(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
        var result = String.UnicodeScalarView()
        var marks = 0
        for scalar in text.unicodeScalars {
            guard isMark(scalar) else {
                marks = 0
                result.append(visible(scalar))
                continue
            }
            // A mark without a letter would sit on whatever the table has to its left.
            if result.isEmpty { result.append("\u{25CC}") }
            marks += 1
            if marks <= marksMax { result.append(scalar) }
        }
        return String(result)
    }

    /// The text in a pair of isolating characters when it has letters that run from right to
    /// left, so that they do not reorder what stands beside it.
    package static func isolated(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isRightToLeft) else { return text }
        var result = String.UnicodeScalarView()
        result.append(isolateStart)
        result.append(contentsOf: text.unicodeScalars)
        result.append(isolateEnd)
        return String(result)
    }

    private static func visible(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0x00...0x1F: return Unicode.Scalar(0x2400 + scalar.value) ?? replacement
        case 0x20...0x7E: return scalar
        case 0x7F: return "\u{2421}"
        case 0x2028, 0x2029: return "\u{2424}"
        // Joiners are part of Persian and Indic words and of pictures; the direction marks are
        // part of right-to-left names and do nothing outside the isolated passage.
        case 0x200C, 0x200D, 0x200E, 0x200F, 0x061C: return scalar
        // Letters of Arabic and Syriac that Unicode counts as format characters.
        case 0x0600...0x0605, 0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2: return scalar
        // Letters and signs that look like nothing at all.
        case 0x2800, 0x3164, 0xFFA0, 0x115F, 0x1160: return replacement
        default: break
        }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate:
            return replacement
        default:
            return scalar
        }
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.value >= 0x300 else { return false }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return true
        default: return false
        }
    }

    /// Letters of the scripts written from right to left, and the marks that act like one.
    private static func isRightToLeft(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0590...0x08FF, 0x200F, 0xFB1D...0xFDFF, 0xFE70...0xFEFF,
            0x10800...0x10FFF, 0x1E800...0x1EFFF:
            true
        default: false
        }
    }
}
