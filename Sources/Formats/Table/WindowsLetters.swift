/// The characters of Windows-1252, which are Latin-1's with letters and signs in place of its
/// second row of control characters.
enum WindowsLetters {
    /// The characters of the bytes from 0x80 to 0x9F; unused ones stay what they are in Latin-1.
    private static let signs: [UInt16] = [
        0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
        0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,
        0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
        0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
    ]

    /// Appends one character in UTF-8.
    static func append(_ byte: UInt8, to output: inout [UInt8]) {
        if byte < 0x80 {
            output.append(byte)
            return
        }
        let number = byte < 0xA0 ? signs[Int(byte) - 0x80] : UInt16(byte)
        if number < 0x800 {
            output.append(0xC0 | UInt8(truncatingIfNeeded: number >> 6))
        } else {
            output.append(0xE0 | UInt8(truncatingIfNeeded: number >> 12))
            output.append(0x80 | UInt8(truncatingIfNeeded: number >> 6) & 0x3F)
        }
        output.append(0x80 | UInt8(truncatingIfNeeded: number) & 0x3F)
    }
}
