/// A text gathered from its pieces, such as the runs of a rich text.
struct XLSXText {
    /// A spreadsheet program itself stops at 32,767 letters.
    static let bytesMax = 1 << 20

    private(set) var bytes: [UInt8] = []

    mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    mutating func append(_ piece: UnsafeBufferPointer<UInt8>) throws(TableError) {
        guard bytes.count + piece.count <= Self.bytesMax else {
            throw .tooMuch(of: "bytes of text in one cell", max: Self.bytesMax)
        }
        bytes.append(contentsOf: piece)
    }

    /// Resolves the escapes of characters that XML cannot hold: `_x000D_` is a carriage return.
    mutating func unescape() {
        guard bytes.contains(UInt8(ascii: "_")) else { return }
        var (from, to) = (0, 0)
        while from < bytes.count {
            if let code = escape(at: from), let letter = Unicode.Scalar(code) {
                // An escape has seven bytes, and no letter of four digits more than three.
                for byte in String(letter).utf8 {
                    bytes[to] = byte
                    to += 1
                }
                from += 7
            } else {
                bytes[to] = bytes[from]
                to += 1
                from += 1
            }
        }
        bytes.removeLast(bytes.count - to)
    }

    private func escape(at start: Int) -> UInt32? {
        guard start + 7 <= bytes.count, bytes[start] == UInt8(ascii: "_"),
            bytes[start + 1] == UInt8(ascii: "x"), bytes[start + 6] == UInt8(ascii: "_")
        else { return nil }
        var code: UInt32 = 0
        for byte in bytes[(start + 2)..<(start + 6)] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
            code = code << 4 | UInt32(digit)
        }
        return code
    }

    /// The cell that holds this text; nothing but blanks is no content.
    var cell: TableCell {
        bytes.allSatisfy(Self.isBlank) ? .blank : .text(String(decoding: bytes, as: UTF8.self))
    }

    static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || (byte >= 0x09 && byte <= 0x0D)
    }
}
