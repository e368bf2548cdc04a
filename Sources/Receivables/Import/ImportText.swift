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

    /// Where a field's text lies without the white space around it, no-break spaces included.
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
        return start..<end
    }

    /// A field's text without the white space around it.
    static func string(_ bytes: Span<UInt8>) -> String {
        bytes.extracting(trimmed(bytes)).withUnsafeBufferPointer {
            String(decoding: $0, as: UTF8.self)
        }
    }
}
