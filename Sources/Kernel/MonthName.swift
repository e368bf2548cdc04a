/// English month names, in full or by their first three letters, and `Sept`.
enum MonthName {
    /// 1…12, or nil; case does not matter.
    static func month(_ bytes: Span<UInt8>) -> Int? {
        guard bytes.count >= 3, bytes.count <= 9 else { return nil }
        var packed: UInt64 = 0
        // The longest name has nine letters; its first eight tell it apart.
        for index in 0..<min(8, bytes.count) {
            packed = packed << 8 | UInt64(bytes[index] & 0xDF)
        }
        if bytes.count == 9 {
            let isSeptember = packed == pack("SEPTEMBE") && bytes[8] & 0xDF == UInt8(ascii: "R")
            return isSeptember ? 9 : nil
        }
        return byName[packed]
    }

    private static let byName: [UInt64: Int] = {
        var names: [UInt64: Int] = [pack("SEPT"): 9]
        let months: [StaticString] = [
            "JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE", "JULY", "AUGUST", "SEP",
            "OCTOBER", "NOVEMBER", "DECEMBER",
        ]
        for (index, name) in months.enumerated() {
            let full = pack(name)
            names[full] = index + 1
            let surplus = UInt64(name.utf8CodeUnitCount - 3) * 8
            names[full >> surplus] = index + 1
        }
        return names
    }()

    private static func pack(_ name: StaticString) -> UInt64 {
        name.withUTF8Buffer { $0.reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }
    }
}
