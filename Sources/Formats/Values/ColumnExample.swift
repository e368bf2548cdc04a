/// One text of a column, to show in a sentence what was decided by it.
package struct ColumnExample: Hashable, Sendable {
    private static let bytesMax = 40

    /// As written, cut to forty bytes.
    package let text: String
    /// The line of the file, counted from 1; 0 when the caller did not say.
    package let line: Int64

    init(_ bytes: Span<UInt8>, line: Int64) {
        let range = ValueBytes.trimmed(bytes)
        let end = min(range.upperBound, range.lowerBound + Self.bytesMax)
        let cut = ValueBytes.string(bytes.extracting(range.lowerBound..<end))
        text = end < range.upperBound ? cut + "…" : cut
        self.line = line
    }

    /// As sentences name it: `“1.234,50” in line 7`.
    package var phrase: String {
        line > 0 ? "“\(text)” in line \(line)" : "“\(text)”"
    }
}
