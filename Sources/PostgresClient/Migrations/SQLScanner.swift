/// Cuts SQL text into tokens, without comments.
struct SQLScanner {
    private let bytes: [UInt8]
    private var position = 0
    private var line: Int

    private init(_ bytes: [UInt8], line: Int) {
        self.bytes = bytes
        self.line = line
    }

    static func tokens(of sql: String) -> [SQLToken] {
        var scanner = SQLScanner(Array(sql.utf8), line: 1)
        return scanner.tokens()
    }

    private mutating func tokens() -> [SQLToken] {
        var tokens: [SQLToken] = []
        while let byte = peek() {
            let start = line
            if let kind = next(byte) { tokens.append(SQLToken(kind: kind, line: start)) }
        }
        return tokens
    }

    /// Reads one token, or nothing but space or a comment.
    private mutating func next(_ byte: UInt8) -> SQLToken.Kind? {
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"):
            advance()
            return nil
        case UInt8(ascii: "-") where peek(1) == UInt8(ascii: "-"):
            while let next = peek(), next != UInt8(ascii: "\n") { advance() }
            return nil
        case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"):
            skipComment()
            return nil
        case UInt8(ascii: "'"):
            _ = quoted(byte, escapes: false)
            return .literal
        case UInt8(ascii: "\""):
            return .quotedName(quoted(byte, escapes: false))
        case UInt8(ascii: "$"):
            return body() ?? symbol(byte)
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            _ = word()
            return .literal
        default:
            return Self.isWordPart(byte) ? wordOrEscapedString() : symbol(byte)
        }
    }

    private mutating func symbol(_ byte: UInt8) -> SQLToken.Kind {
        advance()
        return .symbol(Character(UnicodeScalar(byte)))
    }

    private mutating func wordOrEscapedString() -> SQLToken.Kind {
        let text = word().lowercased()
        if text == "e", peek() == UInt8(ascii: "'") {
            _ = quoted(UInt8(ascii: "'"), escapes: true)
            return .literal
        }
        return .word(text)
    }

    private mutating func word() -> String {
        let start = position
        while let byte = peek(), Self.isWordPart(byte) || byte == UInt8(ascii: "$") { advance() }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    /// Reads up to the closing quote; a doubled one stands for itself.
    private mutating func quoted(_ quote: UInt8, escapes: Bool) -> String {
        advance()
        var content: [UInt8] = []
        while let byte = peek() {
            advance()
            if byte == quote {
                guard peek() == quote else { break }
                advance()
            } else if escapes && byte == UInt8(ascii: "\\") {
                advance()
            }
            content.append(byte)
        }
        return String(decoding: content, as: UTF8.self)
    }

    private mutating func skipComment() {
        var depth = 0
        repeat {
            if peek() == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "*") {
                depth += 1
                advance()
            } else if peek() == UInt8(ascii: "*"), peek(1) == UInt8(ascii: "/") {
                depth -= 1
                advance()
            }
            advance()
        } while depth > 0 && peek() != nil
    }

    /// Reads `$tag$ … $tag$`; nil when the dollar begins none, as in `$1`.
    private mutating func body() -> SQLToken.Kind? {
        var end = position + 1
        while end < bytes.count, Self.isWordPart(bytes[end]) { end += 1 }
        guard end < bytes.count, bytes[end] == UInt8(ascii: "$"),
            end == position + 1 || !(48...57).contains(bytes[position + 1])
        else { return nil }
        let tag = bytes[position...end]
        for _ in tag { advance() }
        let start = position
        let startLine = line
        while position < bytes.count, !bytes[position...].starts(with: tag) { advance() }
        var inner = SQLScanner(Array(bytes[start..<position]), line: startLine)
        for _ in tag { advance() }
        return .body(inner.tokens())
    }

    private func peek(_ distance: Int = 0) -> UInt8? {
        position + distance < bytes.count ? bytes[position + distance] : nil
    }

    private mutating func advance() {
        guard position < bytes.count else { return }
        if bytes[position] == UInt8(ascii: "\n") { line += 1 }
        position += 1
    }

    private static func isWordPart(_ byte: UInt8) -> Bool {
        (97...122).contains(byte) || (65...90).contains(byte) || (48...57).contains(byte)
            || byte == 95 || byte >= 128
    }
}
