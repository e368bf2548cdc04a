/// Keeps text from being run as a formula when a spreadsheet program opens an exported file.
///
/// Whoever may name a customer could otherwise write `=HYPERLINK(…)` into an accountant's
/// workbook. A leading apostrophe makes such a cell text.
package enum FormulaGuard {
    static let apostrophe = UInt8(ascii: "'")

    /// Whether a spreadsheet program may take the text, in UTF-8, for a formula: it begins with
    /// `=`, `+`, `-`, `@`, one of their full-width forms, a tab or a line end, or has one of
    /// these after white space.
    package static func isNeeded(for text: Span<UInt8>) -> Bool {
        var index = 0
        while index < text.count {
            switch text[index] {
            case 0x3D, 0x2B, 0x2D, 0x40: return true
            case 0x09, 0x0A, 0x0D: return true
            case 0x20, 0x0B, 0x0C: index += 1
            case 0xC2, 0xE2, 0xE3, 0xEF:
                if isFullWidthSign(text, index) { return true }
                guard let length = spaceLength(text, index) else { return false }
                index += length
            default: return false
            }
        }
        return false
    }

    /// ＝ U+FF1D, ＋ U+FF0B, － U+FF0D, ＠ U+FF20 and ﹦ U+FE66, ﹢ U+FE62, ﹣ U+FE63, ﹫ U+FE6B;
    /// also − U+2212, which some programs read as a minus.
    private static func isFullWidthSign(_ text: Span<UInt8>, _ index: Int) -> Bool {
        guard index + 2 < text.count else { return false }
        return switch (text[index], text[index + 1], text[index + 2]) {
        case (0xEF, 0xBC, 0x9D), (0xEF, 0xBC, 0x8B), (0xEF, 0xBC, 0x8D), (0xEF, 0xBC, 0xA0),
            (0xEF, 0xB9, 0xA6), (0xEF, 0xB9, 0xA2), (0xEF, 0xB9, 0xA3), (0xEF, 0xB9, 0xAB),
            (0xE2, 0x88, 0x92):
            true
        default: false
        }
    }

    /// The bytes of a white or invisible character that a program may drop before it looks.
    private static func spaceLength(_ text: Span<UInt8>, _ index: Int) -> Int? {
        if index + 1 < text.count, text[index] == 0xC2, text[index + 1] == 0xA0 { return 2 }
        guard index + 2 < text.count else { return nil }
        switch (text[index], text[index + 1], text[index + 2]) {
        case (0xE2, 0x80, 0x80...0x8F), (0xE2, 0x80, 0xA8...0xAF), (0xE2, 0x81, 0x9F...0xAF),
            (0xE3, 0x80, 0x80), (0xEF, 0xBB, 0xBF):
            return 3
        default: return nil
        }
    }
}
