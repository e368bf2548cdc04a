/// Tells lists apart by their address and what they leave out: a place in one is none in another,
/// where it would lose rows without a word.
///
/// FNV-1a of 32 bits. It keeps programs from a slip, and nobody from anything: whatever somebody
/// makes up for a cursor shows them what is theirs.
package struct ListMark: Sendable, Equatable {
    private let value: UInt32

    /// - Parameters:
    ///   - path: of the list, with or without the slash at its end.
    ///   - filters: names and values of those that are given, in the order of the description.
    package init(_ path: String, _ filters: [(name: String, value: String)] = []) {
        let address = path.hasSuffix("/") ? String(path.dropLast()) : path
        var hash: UInt32 = 2_166_136_261
        for text in [address] + filters.flatMap({ [$0.name, $0.value] }) {
            // What separates two of them is no byte of UTF-8.
            for byte in Array(text.utf8) + [0xFF] {
                hash = (hash ^ UInt32(byte)) &* 16_777_619
            }
        }
        value = hash
    }

    /// The cursor of a place in this list.
    package func cursor(_ place: String) -> String { "\(place).\(value)" }

    /// The place that a cursor of this list stands for.
    ///
    /// - Throws: `QueryError.foreignCursor`.
    package func place(_ cursor: String) throws(QueryError) -> String {
        // By bytes: what stands before the dot may make one character with it.
        guard let dot = cursor.utf8.lastIndex(of: UInt8(ascii: ".")),
            UInt32(cursor[cursor.utf8.index(after: dot)...]) == value
        else { throw .foreignCursor }
        return String(cursor[..<dot])
    }
}
