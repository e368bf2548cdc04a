/// Reads a JSON document (RFC 8259) from its bytes, strictly and without rounding numbers.
///
/// Arrays and objects can be walked member by member, so that a long list never has to be in
/// memory as values.
package struct JSONParser {
    package static let depthMax = 64
    /// The most that one value may hold: about 300 MB of memory.
    package static let valuesMax = 5_000_000

    let bytes: [UInt8]
    /// The next byte to be read.
    package private(set) var position: Int
    private let valuesMax: Int
    /// Whether half a character is refused rather than replaced.
    private let isStrict: Bool
    private var depth = 0
    /// How many values the one that is being read holds.
    private var values = 0
    /// Whether nothing was read yet of the array or object just entered.
    private var isFirst = false

    /// - Parameters:
    ///   - bytes: UTF-8, with or without a byte order mark.
    ///   - position: where to begin.
    ///   - valuesMax: the most values within each value that is read.
    ///   - isStrict: whether half a surrogate pair is refused rather than replaced.
    package init(
        _ bytes: [UInt8], at position: Int = 0, valuesMax: Int = JSONParser.valuesMax,
        isStrict: Bool = false
    ) {
        self.isStrict = isStrict
        self.valuesMax = valuesMax
        self.bytes = bytes
        self.position = position
        if position == 0, bytes.span.startsWithByteOrderMark { self.position = 3 }
    }

    /// Reads a whole document.
    package static func parse(
        _ bytes: [UInt8], isStrict: Bool = false
    ) throws(JSONError) -> JSONValue {
        var parser = JSONParser(bytes, isStrict: isStrict)
        let value = try parser.value()
        try parser.finish()
        return value
    }

    /// The next byte that is not white space; nil at the end.
    package mutating func peek() -> UInt8? {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return bytes[position]
            }
        }
        return nil
    }

    /// Reads one value.
    package mutating func value() throws(JSONError) -> JSONValue {
        values = 0
        return try innerValue()
    }

    private mutating func innerValue() throws(JSONError) -> JSONValue {
        values += 1
        guard values <= valuesMax else {
            throw .tooManyValues(line: line, valuesMax: valuesMax)
        }
        guard let first = peek() else { throw error("the document ends in the middle") }
        switch first {
        case UInt8(ascii: "{"):
            var members: [JSONMember] = []
            try enter()
            while let name = try nextName() {
                members.append(JSONMember(name: name, value: try innerValue()))
            }
            return .object(members)
        case UInt8(ascii: "["):
            var elements: [JSONValue] = []
            try enter()
            while try nextElement() { elements.append(try innerValue()) }
            return .array(elements)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
        default: throw error("a value is missing or not written as JSON writes it")
        }
    }

    /// Steps into the array or object that comes next; the caller walks all of it.
    package mutating func enter() throws(JSONError) {
        depth += 1
        guard depth <= Self.depthMax else {
            throw .tooDeep(line: line, depthMax: Self.depthMax)
        }
        position += 1
        isFirst = true
    }

    /// Steps to the next element of an array.
    ///
    /// - Returns: false behind the last one.
    package mutating func nextElement() throws(JSONError) -> Bool {
        try step(closing: UInt8(ascii: "]"))
    }

    /// Reads the next name in an object; nil behind the last member.
    package mutating func nextName() throws(JSONError) -> String? {
        guard try step(closing: UInt8(ascii: "}")) else { return nil }
        guard peek() == UInt8(ascii: "\"") else { throw error("a name in quotes is missing") }
        let name = try string()
        guard peek() == UInt8(ascii: ":") else { throw error("a colon is missing") }
        position += 1
        return name
    }

    private mutating func step(closing: UInt8) throws(JSONError) -> Bool {
        let next = peek()
        let wasFirst = isFirst
        isFirst = false
        if next == closing {
            position += 1
            depth -= 1
            return false
        }
        if wasFirst, next != nil { return true }
        guard next == UInt8(ascii: ",") else {
            throw error(next == nil ? "the document ends in the middle" : "a comma is missing")
        }
        position += 1
        guard peek() != closing else { throw error("nothing follows a comma") }
        return true
    }

    /// Checks that nothing follows the value.
    package mutating func finish() throws(JSONError) {
        if peek() != nil { throw error("more follows the end of the document") }
    }

    /// A string's text; lone halves of surrogate pairs become the replacement character, or are
    /// refused.
    private mutating func string() throws(JSONError) -> String {
        position += 1
        let start = position
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                position += 1
                return String(decoding: bytes[start..<(position - 1)], as: UTF8.self)
            case UInt8(ascii: "\\"):
                return try escapedString(after: Array(bytes[start..<position]))
            case 0..<0x20: throw error("a text holds a control character")
            default: position += 1
            }
        }
        throw error("the document ends inside a text")
    }

    private mutating func escapedString(after beginning: [UInt8]) throws(JSONError) -> String {
        var text = beginning
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): try escape(&text)
            case 0..<0x20: throw error("a text holds a control character")
            default: text.append(byte)
            }
        }
        throw error("the document ends inside a text")
    }

    private mutating func escape(_ text: inout [UInt8]) throws(JSONError) {
        guard position < bytes.count else { throw error("the document ends inside a text") }
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text.append(contentsOf: String(try character()).utf8)
        default: throw error("a backslash stands before something it cannot escape")
        }
    }

    /// The character whose four digits come next, and its second half if it has one.
    private mutating func character() throws(JSONError) -> Character {
        let first = try fourDigits()
        guard first & 0xFC00 == 0xD800 else {
            guard let scalar = Unicode.Scalar(first) else { return try half() }
            return Character(scalar)
        }
        guard position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
            bytes[position + 1] == UInt8(ascii: "u")
        else { return try half() }
        let before = position
        position += 2
        let second = try fourDigits()
        guard second & 0xFC00 == 0xDC00 else {
            position = before
            return try half()
        }
        let number = 0x10000 + (first & 0x3FF) << 10 + second & 0x3FF
        return Character(Unicode.Scalar(number) ?? "\u{FFFD}")
    }

    private func half() throws(JSONError) -> Character {
        guard isStrict else { return "\u{FFFD}" }
        throw error("a text holds half a surrogate pair")
    }

    private mutating func fourDigits() throws(JSONError) -> UInt32 {
        var number: UInt32 = 0
        for _ in 0..<4 {
            guard position < bytes.count,
                let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue
            else { throw error("four hexadecimal digits must follow \\u") }
            number = number << 4 | UInt32(digit)
            position += 1
        }
        return number
    }

    private mutating func word(
        _ word: StaticString, _ value: JSONValue
    ) throws(JSONError) -> JSONValue {
        let isThere = word.withUTF8Buffer { wanted in
            bytes[position...].starts(with: wanted)
        }
        guard isThere else { throw error("a text stands without quotes") }
        position += word.utf8CodeUnitCount
        return value
    }

    private mutating func number() throws(JSONError) -> String {
        let start = position
        if bytes[position] == UInt8(ascii: "-") { position += 1 }
        let whole = digits()
        let hasZero = whole > 1 && bytes[position - whole] == UInt8(ascii: "0")
        guard whole > 0, !hasZero else { throw error("a number is not written as JSON writes it") }
        if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
            position += 1
            guard digits() > 0 else { throw error("digits are missing behind a point") }
        }
        if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
            position += 1
            if position < bytes.count, bytes[position] == 0x2B || bytes[position] == 0x2D {
                position += 1
            }
            guard digits() > 0 else { throw error("an exponent has no digits") }
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func digits() -> Int {
        let start = position
        while position < bytes.count, bytes[position] >= 0x30, bytes[position] <= 0x39 {
            position += 1
        }
        return position - start
    }

    private func error(_ reason: String) -> JSONError { .invalid(line: line, reason: reason) }

    /// Counted only when something is wrong.
    private var line: Int {
        1 + bytes[..<min(position, bytes.count)].count { $0 == 0x0A }
    }
}
