/// Turns text of any encoding into UTF-8, in blocks that may end anywhere.
struct TextDecoder {
    private let encoding: TextEncoding
    /// The beginning of a character whose rest has not come yet.
    private var pending: [UInt8] = []

    init(_ encoding: TextEncoding) {
        self.encoding = encoding
    }

    /// Appends the text of `bytes` to `output`.
    mutating func append(_ bytes: UnsafeRawBufferPointer, to output: inout [UInt8]) {
        switch encoding {
        case .utf8: output.append(contentsOf: bytes)
        case .latin1, .windows1252:
            for byte in bytes { WindowsLetters.append(byte, to: &output) }
        case .mixed: appendMixed(pending + bytes, isLast: false, to: &output)
        case .utf16LittleEndian, .utf16BigEndian: appendWide(pending + bytes, to: &output)
        }
    }

    /// Appends what is left when no more bytes come.
    ///
    /// - Returns: false when the text ends inside a character.
    mutating func finish(_ output: inout [UInt8]) -> Bool {
        let rest = pending
        pending = []
        switch encoding {
        case .utf8, .latin1, .windows1252: return true
        case .mixed:
            appendMixed(rest, isLast: true, to: &output)
            return true
        case .utf16LittleEndian, .utf16BigEndian:
            // Some programs end any text with a line end or Ctrl-Z of one byte.
            if rest.isEmpty || rest == [0x0A] || rest == [0x0D] || rest == [0x1A] { return true }
            if rest.count == 2 { output.append(contentsOf: [0xEF, 0xBF, 0xBD]) }
            return rest.count == 2
        }
    }

    /// UTF-8 where it is valid, Windows-1252 where it is not.
    private mutating func appendMixed(
        _ bytes: [UInt8], isLast: Bool, to output: inout [UInt8]
    ) {
        var index = 0
        while index < bytes.count {
            if bytes[index] < 0x80 {
                output.append(bytes[index])
                index += 1
                continue
            }
            switch Self.character(bytes[index...]) {
            case .whole(let count):
                output.append(contentsOf: bytes[index..<(index + count)])
                index += count
            case .unfinished where !isLast:
                pending = Array(bytes[index...])
                return
            case .unfinished, .none:
                WindowsLetters.append(bytes[index], to: &output)
                index += 1
            }
        }
        pending = []
    }

    private enum Found {
        case whole(Int)
        case unfinished
        case none
    }

    /// Whether a character of UTF-8 begins at the first of `bytes`.
    private static func character(_ bytes: ArraySlice<UInt8>) -> Found {
        guard let first = bytes.first else { return .none }
        let count = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
        guard first >= 0xC2, first <= 0xF4 else { return .none }
        let given = bytes.prefix(count)
        guard given.dropFirst().allSatisfy({ $0 & 0xC0 == 0x80 }) else { return .none }
        guard given.count == count else { return .unfinished }
        return String(validating: given, as: UTF8.self) == nil ? .none : .whole(count)
    }

    private mutating func appendWide(_ bytes: [UInt8], to output: inout [UInt8]) {
        let high = encoding == .utf16LittleEndian ? 1 : 0
        var index = 0
        while index + 1 < bytes.count {
            let unit = UInt32(bytes[index + high]) << 8 | UInt32(bytes[index + 1 - high])
            guard unit & 0xFC00 == 0xD800 else {
                Self.append(unit, to: &output)
                index += 2
                continue
            }
            guard index + 3 < bytes.count else { break }
            let low = UInt32(bytes[index + 2 + high]) << 8 | UInt32(bytes[index + 3 - high])
            if low & 0xFC00 == 0xDC00 {
                Self.append(0x10000 + (unit & 0x3FF) << 10 + low & 0x3FF, to: &output)
                index += 4
            } else {
                Self.append(unit, to: &output)
                index += 2
            }
        }
        pending = Array(bytes[index...])
    }

    /// Half a pair that stands alone becomes the replacement character.
    private static func append(_ number: UInt32, to output: inout [UInt8]) {
        if number < 0x80 {
            output.append(UInt8(truncatingIfNeeded: number))
        } else {
            UTF8.encode(Unicode.Scalar(number) ?? "\u{FFFD}").map { output.append(contentsOf: $0) }
        }
    }
}
