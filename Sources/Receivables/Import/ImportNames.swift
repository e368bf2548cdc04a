/// The different texts of a column, numbered from 0 in the order in which they came first.
struct ImportNames {
    /// All texts, one after the other.
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    /// A hash table with linear probing: a text's number, or -1. Never more than half full.
    private var table = [Int32](repeating: -1, count: 1 << 10)

    var count: Int { ends.count }
    var byteCount: Int { bytes.count }

    /// The texts by their numbers.
    var texts: [String] {
        ends.indices.map { String(decoding: bytes[range($0)], as: UTF8.self) }
    }

    /// The text's number; a new one for a text not seen before.
    mutating func number(_ text: Span<UInt8>) -> Int32 {
        var place = Self.hash(text) & (table.count - 1)
        while table[place] >= 0 {
            if isEqual(text, to: Int(table[place])) { return table[place] }
            place = (place + 1) & (table.count - 1)
        }
        let number = Int32(ends.count)
        text.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
        ends.append(bytes.count)
        table[place] = number
        if ends.count * 2 > table.count { grow() }
        return number
    }

    mutating func removeAll() {
        self = ImportNames()
    }

    private func range(_ number: Int) -> Range<Int> {
        (number == 0 ? 0 : ends[number - 1])..<ends[number]
    }

    private func isEqual(_ text: Span<UInt8>, to number: Int) -> Bool {
        let range = range(number)
        guard range.count == text.count else { return false }
        for index in text.indices where bytes[range.lowerBound + index] != text[index] {
            return false
        }
        return true
    }

    private mutating func grow() {
        table = [Int32](repeating: -1, count: table.count * 2)
        for number in ends.indices {
            var place = Self.hash(bytes.span.extracting(range(number))) & (table.count - 1)
            while table[place] >= 0 { place = (place + 1) & (table.count - 1) }
            table[place] = Int32(number)
        }
    }

    /// FNV-1a, folded: the low bits alone spread badly.
    private static func hash(_ text: Span<UInt8>) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for index in text.indices { hash = (hash ^ UInt64(text[index])) &* 0x100_0000_01B3 }
        return Int(truncatingIfNeeded: hash ^ (hash >> 32))
    }
}
