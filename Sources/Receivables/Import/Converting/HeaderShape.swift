/// The shape of a header, by which mappings are remembered.
package enum HeaderShape {
    /// The same for every file with these columns: a hash of their names as `HeaderName` writes
    /// them, in their order, FNV-1a in hexadecimal digits.
    package static func of(_ headers: [String]) -> String {
        of(names: headers.map(HeaderName.normalized))
    }

    /// The same of names that are normalised already.
    static func of(names: [String]) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for name in names {
            for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            hash = (hash ^ 0x1F) &* 0x100_0000_01B3
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
