/// A column's name without what spelling varies: case, spaces, underscores, punctuation.
enum HeaderName {
    /// Letters and digits in lower case; `#` and `№` read "no", as in "Inv #".
    static func normalized(_ text: String) -> String {
        if let plain = plain(text.utf8) { return plain }
        var result = ""
        for character in text {
            if character == "#" || character == "№" {
                result += "no"
            } else if character.isLetter || character.isNumber {
                result += character.lowercased()
            }
        }
        return result
    }

    /// The same for ASCII, without asking Unicode's tables: rows are asked for as often as headings.
    private static func plain(_ text: String.UTF8View) -> String? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count + 1)
        for byte in text {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                bytes.append(byte)
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): bytes.append(byte | 0x20)
            case UInt8(ascii: "#"): bytes.append(contentsOf: "no".utf8)
            case 0x80...: return nil
            default: continue
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
