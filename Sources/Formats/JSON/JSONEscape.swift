/// The inside of JSON strings.
enum JSONEscape {
    private static let hexDigits = Array("0123456789abcdef".utf8)

    /// Appends text, which must be UTF-8, with everything escaped that RFC 8259 demands, and
    /// U+2028 and U+2029 too, which end a line in older JavaScript.
    static func append(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
        var copied = 0
        var index = 0
        while index < text.count {
            let byte = text[index]
            // The first test passes for nearly every byte and keeps the rest out of the way.
            guard byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0xE2 else {
                index += 1
                continue
            }
            let length = escapedLength(text, index)
            guard length > 0 else {
                index += 1
                continue
            }
            bytes.append(contentsOf: text[copied..<index])
            appendEscape(text, index, to: &bytes)
            index += length
            copied = index
        }
        bytes.append(contentsOf: text[copied...])
    }

    static func isUTF8(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        (try? UTF8Span(validating: text.span)) != nil
    }

    /// The bytes at `index` that one escape stands for; 0 for a character that stays.
    private static func escapedLength(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
        guard text[index] == 0xE2 else { return 1 }
        let isSeparator =
            index + 2 < text.count && text[index + 1] == 0x80 && text[index + 2] | 1 == 0xA9
        return isSeparator ? 3 : 0
    }

    private static func appendEscape(
        _ text: UnsafeBufferPointer<UInt8>, _ index: Int, to bytes: inout [UInt8]
    ) {
        bytes.append(UInt8(ascii: "\\"))
        let byte = text[index]
        switch byte {
        case 0x22, 0x5C: bytes.append(byte)
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case 0xE2:
            bytes.append(contentsOf: text[index + 2] == 0xA8 ? "u2028".utf8 : "u2029".utf8)
        default:
            bytes.append(contentsOf: "u00".utf8)
            bytes.append(hexDigits[Int(byte >> 4)])
            bytes.append(hexDigits[Int(byte & 15)])
        }
    }
}
