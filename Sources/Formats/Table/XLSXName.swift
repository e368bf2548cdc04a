/// An element's or attribute's name without its prefix, as the parser holds it during a call.
struct XLSXName {
    /// Ends with a zero.
    let bytes: UnsafePointer<UInt8>

    static func ~= (pattern: StaticString, name: XLSXName) -> Bool { name.isEqual(pattern) }

    func isEqual(_ text: StaticString) -> Bool {
        let wanted = text.utf8Start
        let count = text.utf8CodeUnitCount
        var place = 0
        // A shorter name's zero differs from every letter, so this never reads past it.
        while place < count {
            if bytes[place] != wanted[place] { return false }
            place += 1
        }
        return bytes[count] == 0
    }
}
