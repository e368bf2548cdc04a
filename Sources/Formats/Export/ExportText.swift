/// Text from outside, made fit for files that cannot hold every character.
enum ExportText {
    private static let replacement: Unicode.Scalar = "\u{FFFD}"

    /// The text without controls and without what XML does not allow; line ends stay.
    static func clean(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x09, 0x0A: result.append(scalar)
            case 0x0D: continue
            case 0x00...0x1F, 0x7F...0x9F, 0xFFFE, 0xFFFF: result.append(replacement)
            default: result.append(scalar)
            }
        }
        return String(result)
    }

    /// The text with no more than so many UTF-16 units, the last one an ellipsis where it was cut.
    static func shortened(_ text: String, toUnits unitsMax: Int) -> String {
        guard text.utf8.count > unitsMax, text.utf16.count > unitsMax else { return text }
        var units = 1
        var kept = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            units += scalar.value > 0xFFFF ? 2 : 1
            if units > unitsMax { break }
            kept.append(scalar)
        }
        kept.append("…")
        return String(kept)
    }

    /// The text with places at which a line may end, in words that are too long for a column.
    static func breakable(_ text: String) -> String {
        guard text.utf8.count > wordMax else { return text }
        var result = String.UnicodeScalarView()
        var length = 0
        for scalar in text.unicodeScalars {
            length = scalar.properties.isWhitespace ? 0 : length + 1
            if length > wordMax, !scalar.properties.isGraphemeExtend {
                result.append("\u{200B}")
                length = 1
            }
            result.append(scalar)
        }
        return String(result)
    }

    private static let wordMax = 18
}
