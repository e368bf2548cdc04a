/// Why a column could not be read as the type asked for; never carries the column's value.
package struct DecodingProblem: Hashable, Sendable, CustomStringConvertible {
    package enum Reason: Hashable, Sendable {
        case missingColumn
        case unexpectedNull
        /// The column has another type, given by its number.
        case typeMismatch(oid: UInt32)
        /// The value does not fit the type asked for.
        case outOfRange
        /// The bytes do not follow the type's form.
        case malformed
        /// The statement returned another number of rows than asked for.
        case rowCount(Int)
    }

    package let reason: Reason
    /// The column's position from 0; -1 when the problem is with no one column.
    package let column: Int
    /// What was asked for.
    package let wanted: String

    package init(_ reason: Reason, column: Int, wanted: String) {
        self.reason = reason
        self.column = column
        self.wanted = wanted
    }

    package var description: String { "column \(column) as \(wanted): \(reason)" }
}
