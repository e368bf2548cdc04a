/// A line of a file that was not taken.
package struct ImportReject: Hashable, Sendable {
    /// Counted from 1, as an editor counts.
    package let line: Int64
    /// The name of the column in the file's header; empty when it is the line as a whole.
    package let column: String
    /// What stands there, cut to a readable length.
    package let value: String
    /// A sentence.
    package let reason: String

    package init(line: Int64, column: String, value: String, reason: String) {
        self.line = line
        self.column = column
        self.value = value
        self.reason = reason
    }
}
