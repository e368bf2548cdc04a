/// Counts what tells encodings apart, over a whole file in blocks of any size.
struct TextCensus {
    /// Characters of two to four bytes in UTF-8.
    private(set) var longCharacters = 0
    /// Bytes that cannot be UTF-8 where they stand.
    private(set) var invalidBytes = 0
    /// Bytes that are letters and signs in Windows-1252 and nothing in Latin-1.
    private(set) var windowsBytes = 0
    /// The bytes that the unfinished character at the end still needs.
    private var needed = 0
    private var taken = 0
    /// What the next byte of the unfinished character may be.
    private var lowest: UInt8 = 0x80
    private var highest: UInt8 = 0xBF

    /// What the bytes were, after the last of them.
    var encoding: TextEncoding {
        let invalid = invalidBytes + taken
        if invalid == 0 { return .utf8 }
        if longCharacters >= invalid { return .mixed }
        return windowsBytes > 0 ? .windows1252 : .latin1
    }

    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        var index = 0
        while index < bytes.count {
            if needed == 0 {
                index = Self.skipASCII(bytes, from: index)
                if index == bytes.count { return }
            }
            add(bytes[index])
            index += 1
        }
    }

    /// Eight at a time: nearly all of a list is ASCII, and the lists are long.
    private static func skipASCII(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        var index = start
        while index + 8 <= bytes.count,
            bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
        {
            index += 8
        }
        while index < bytes.count, bytes[index] < 0x80 { index += 1 }
        return index
    }

    private mutating func add(_ byte: UInt8) {
        if byte >= 0x80, byte <= 0x9F { windowsBytes += 1 }
        if needed > 0 {
            if byte >= lowest, byte <= highest {
                needed -= 1
                taken += 1
                (lowest, highest) = (0x80, 0xBF)
                if needed == 0 {
                    longCharacters += 1
                    taken = 0
                }
                return
            }
            invalidBytes += taken
            (needed, taken) = (0, 0)
        }
        begin(byte)
    }

    private mutating func begin(_ byte: UInt8) {
        (lowest, highest) = (0x80, 0xBF)
        switch byte {
        case 0..<0x80: return
        case 0xC2...0xDF: needed = 1
        case 0xE0...0xEF:
            needed = 2
            if byte == 0xE0 { lowest = 0xA0 }
            if byte == 0xED { highest = 0x9F }
        case 0xF0...0xF4:
            needed = 3
            if byte == 0xF0 { lowest = 0x90 }
            if byte == 0xF4 { highest = 0x8F }
        default:
            invalidBytes += 1
            return
        }
        taken = 1
    }
}
