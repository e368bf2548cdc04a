import Mustache

/// Escapes text for HTML, inside elements and inside quoted attributes.
///
/// The template engine's own escaping compares characters as people count them, so a quotation
/// mark with an accent after it passes unescaped and ends the attribute it stands in. This one
/// looks at bytes.
struct HTMLEscape: MustacheContentType {
    /// What templates begin with to be escaped this way.
    static let pragma = "{{% CONTENT_TYPE:PAGE}}"

    static func register() {
        MustacheContentTypes.register(HTMLEscape(), named: "PAGE")
    }

    func escapeText(_ text: String) -> String {
        guard text.utf8.contains(where: { Self.replacement($0) != nil }) else { return text }
        var escaped: [UInt8] = []
        escaped.reserveCapacity(text.utf8.count + 16)
        for byte in text.utf8 {
            if let replacement = Self.replacement(byte) {
                escaped.append(contentsOf: replacement.utf8)
            } else {
                escaped.append(byte)
            }
        }
        return String(decoding: escaped, as: UTF8.self)
    }

    private static func replacement(_ byte: UInt8) -> String? {
        switch byte {
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        // NUL and other controls may not stand in HTML at all.
        case 0x00...0x08, 0x0B, 0x0E...0x1F, 0x7F: "\u{FFFD}"
        default: nil
        }
    }
}
