/// Text for the body of a message in lines of at most 76 letters, by RFC 2045. What reads as
/// ASCII stays readable.
enum QuotedPrintable {
    private static let lineLength = 76
    private static let digits = Array("0123456789ABCDEF".utf8)

    /// With CRLF at the end of each line, whatever ended it before.
    static func encode(_ text: String) -> [UInt8] {
        var result: [UInt8] = []
        let lines = text.split(omittingEmptySubsequences: false) {
            $0 == "\n" || $0 == "\r\n" || $0 == "\r"
        }
        for line in lines { encode(Array(line.utf8), to: &result) }
        return result
    }

    private static func encode(_ line: [UInt8], to result: inout [UInt8]) {
        var length = 0
        for (index, byte) in line.enumerated() {
            let isLast = index == line.count - 1
            let item = item(byte, isFirst: index == 0, isLast: isLast)
            // One place stays free for the sign that the line goes on.
            if length + item.count > lineLength - (isLast ? 0 : 1) {
                result += [UInt8(ascii: "="), 13, 10]
                length = 0
            }
            result += item
            length += item.count
        }
        result += [13, 10]
    }

    private static func item(_ byte: UInt8, isFirst: Bool, isLast: Bool) -> [UInt8] {
        let isSpace = byte == 0x20 || byte == 0x09
        // Space at the end of a line gets lost on the way; some take a lone dot for the end of
        // the message, and “From ” for the beginning of the next.
        let isSafe =
            isSpace
            ? !isLast
            : (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "=")
                && !(isFirst && (byte == UInt8(ascii: ".") || byte == UInt8(ascii: "F")))
        return isSafe
            ? [byte] : [UInt8(ascii: "="), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
}
