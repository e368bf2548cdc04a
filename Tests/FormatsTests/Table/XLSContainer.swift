/// A binary workbook that a test spells out, record by record, in the container such files have.
enum XLSContainer {
    /// A record: its kind and its data.
    static func record(_ kind: Int, _ data: [UInt8]...) -> [UInt8] {
        let bytes = Array(data.joined())
        return short(kind) + short(bytes.count) + bytes
    }

    /// One stream under the root.
    static func file(_ stream: [UInt8], name: String = "Workbook") -> [UInt8] {
        // Streams below this size would lie in the root's own.
        let sectors = max(8, (stream.count + 511) / 512)
        let end: UInt32 = 0xFFFF_FFFE
        let table: [UInt32] = [0xFFFF_FFFD, end] + (1..<sectors).map { UInt32($0 + 2) } + [end]
        precondition(table.count <= 128, "one sector of the table is enough here")
        let none = [UInt8](repeating: 0xFF, count: 4)
        let signature: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
        let head: [[UInt8]] = [
            signature, Array(repeating: 0, count: 16), short(0x3E), short(3), short(0xFFFE),
            short(9), short(6), Array(repeating: 0, count: 10), long(1), long(1), long(0),
            long(4_096), long(Int(end)), long(0), long(Int(end)), long(0), long(0),
        ]
        let header = Array(head.joined())
        let directory =
            entry("Root Entry", kind: 5, child: long(1), first: Int(end), sizeBytes: 0)
            + entry(name, kind: 2, child: none, first: 2, sizeBytes: sectors * 512)
        return padded(header, to: 512, with: 0xFF)
            + padded(Array(table.map { long(Int($0)) }.joined()), to: 512, with: 0xFF)
            + padded(directory, to: 512, with: 0) + padded(stream, to: sectors * 512, with: 0)
    }

    static func short(_ value: Int) -> [UInt8] {
        [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)]
    }

    static func long(_ value: Int) -> [UInt8] { short(value) + short(value >> 16) }

    static func double(_ value: Double) -> [UInt8] {
        let bits = Int(bitPattern: UInt(value.bitPattern))
        return long(bits) + long(bits >> 32)
    }

    private static func entry(
        _ name: String, kind: UInt8, child: [UInt8], first: Int, sizeBytes: Int
    ) -> [UInt8] {
        let letters = padded(Tables.wide(name), to: 64, with: 0)
        let siblings = [UInt8](repeating: 0xFF, count: 8)
        return letters + short(name.utf16.count * 2 + 2) + [kind, 1] + siblings + child
            + [UInt8](repeating: 0, count: 36) + long(first) + long(sizeBytes) + long(0)
    }

    private static func padded(_ bytes: [UInt8], to count: Int, with filler: UInt8) -> [UInt8] {
        bytes + Array(repeating: filler, count: count - bytes.count)
    }
}
