/// One SQL statement with the values it binds.
///
/// The text comes from literals only: the literal type is `StaticString`, so a string made at run
/// time does not compile into it, and interpolated values become `$1`, `$2` and so on.
package struct Query: Sendable {
    /// The statement with its placeholders.
    package private(set) var text: String
    /// The values of `$1`, `$2` …, in order.
    package private(set) var values: [PostgresValue]
    /// Where in the text (in UTF-8) each interpolated placeholder starts, ascending.
    private var placeholderOffsets: [Int]

    /// A statement from a trusted file, whose placeholders are numbered in its text.
    package init(_ file: SQLFile, _ values: [PostgresValue] = []) {
        self.text = file.text
        self.values = values
        self.placeholderOffsets = []
    }

    init(literal: StaticString) {
        self.text = literal.description
        self.values = []
        self.placeholderOffsets = []
    }

    init(capacity: Int, placeholders: Int) {
        self.text = ""
        self.text.reserveCapacity(capacity + 3 * placeholders)
        self.values = []
        self.values.reserveCapacity(placeholders)
        self.placeholderOffsets = []
        self.placeholderOffsets.reserveCapacity(placeholders)
    }

    /// Two pieces of SQL one after the other; the right one's placeholders are renumbered.
    ///
    /// Fragments come from literals: a statement from an `SQLFile` numbers its own placeholders
    /// and can only stand first or bind nothing.
    package static func + (left: Query, right: Query) -> Query {
        var result = left
        result.append(right)
        return result
    }

    package static func += (left: inout Query, right: Query) {
        left.append(right)
    }

    mutating func append(_ literal: StaticString) {
        literal.withUTF8Buffer { text.append(String(decoding: $0, as: UTF8.self)) }
    }

    mutating func append(_ identifier: Identifier) {
        text.append(identifier.quoted)
    }

    mutating func append(_ value: PostgresValue) {
        values.append(value)
        placeholderOffsets.append(text.utf8.count)
        text.append("$")
        text.append(String(values.count))
    }

    mutating func append(_ fragment: Query) {
        guard !fragment.placeholderOffsets.isEmpty else {
            text.append(fragment.text)
            values.append(contentsOf: fragment.values)
            return
        }
        let source = fragment.text.utf8
        var copied = source.startIndex
        for (index, offset) in fragment.placeholderOffsets.enumerated() {
            let start = source.index(source.startIndex, offsetBy: offset)
            text.append(contentsOf: fragment.text[copied..<start])
            append(fragment.values[index])
            // The placeholder written there is "$" and the number that `append` gave it.
            copied = source.index(start, offsetBy: 1 + String(index + 1).utf8.count)
        }
        text.append(contentsOf: fragment.text[copied...])
    }
}
