/// Reads the contents of a TZif file of version 2 or later (RFC 9636).
enum TimeZoneFile {
    /// The counts in a block's header, in the file's order.
    private struct Header {
        let version: UInt8
        let utcIndicators, standardIndicators, leapSeconds, times, types, characters: Int

        /// The length of the block's data when times take so many bytes.
        func length(bytesPerTime: Int) -> Int {
            times * bytesPerTime + times + types * 6 + characters
                + leapSeconds * (bytesPerTime + 4) + standardIndicators + utcIndicators
        }
    }

    private static let headerLength = 44
    /// Far above any real file's counts; keeps sums of them from overflowing.
    private static let countMax = 1 << 20

    /// The rules in a file; nil when the bytes are no such file or carry leap seconds.
    static func rules(from bytes: [UInt8]) -> TimeZoneRules? {
        guard let first = header(bytes, at: 0), first.version >= UInt8(ascii: "2") else {
            return nil
        }
        // The first block repeats the data in 32 bits for old readers.
        let secondStart = headerLength + first.length(bytesPerTime: 4)
        guard let second = header(bytes, at: secondStart), second.leapSeconds == 0,
            second.types > 0
        else { return nil }
        let dataStart = secondStart + headerLength
        let dataEnd = dataStart + second.length(bytesPerTime: 8)
        guard dataEnd <= bytes.count else { return nil }

        let indexStart = dataStart + second.times * 8
        let typeStart = indexStart + second.times
        func offset(ofType index: Int) -> Int {
            Int(Int32(truncatingIfNeeded: integer(bytes, at: typeStart + index * 6, length: 4)))
        }
        var transitions: [TimeZoneRules.Transition] = []
        transitions.reserveCapacity(second.times)
        for index in 0..<second.times {
            let type = Int(bytes[indexStart + index])
            let time = integer(bytes, at: dataStart + index * 8, length: 8)
            guard type < second.types, time >= transitions.last?.unixSeconds ?? .min else {
                return nil
            }
            transitions.append(.init(unixSeconds: time, offsetSeconds: offset(ofType: type)))
        }
        return TimeZoneRules(
            transitions: transitions, fixedOffsetSeconds: offset(ofType: 0),
            footer: footer(bytes[dataEnd...]))
    }

    private static func header(_ bytes: [UInt8], at start: Int) -> Header? {
        guard start + headerLength <= bytes.count,
            bytes[start..<start + 4].elementsEqual("TZif".utf8)
        else { return nil }
        let counts = (0..<6).map { Int(integer(bytes, at: start + 20 + $0 * 4, length: 4)) }
        guard counts.allSatisfy({ $0 >= 0 && $0 <= countMax }) else { return nil }
        return Header(
            version: bytes[start + 4], utcIndicators: counts[0], standardIndicators: counts[1],
            leapSeconds: counts[2], times: counts[3], types: counts[4], characters: counts[5])
    }

    /// A big-endian number; one of four bytes comes out unsigned.
    private static func integer(_ bytes: [UInt8], at start: Int, length: Int) -> Int64 {
        bytes[start..<start + length].reduce(0) { $0 << 8 | Int64($1) }
    }

    /// The rule between two line feeds behind the data.
    private static func footer(_ bytes: ArraySlice<UInt8>) -> PosixTimeZone? {
        guard bytes.first == 0x0A, bytes.last == 0x0A, bytes.count > 2 else { return nil }
        return PosixTimeZone(bytes.dropFirst().dropLast())
    }
}
