/// What the server said about a failure, without the values that were involved.
package struct ServerDiagnostic: Hashable, Sendable {
    package let sqlState: SQLState
    /// The primary message. What stands in quotes is left out of data errors, since it is the
    /// value; the server's detail, which names values too, is never kept.
    package let message: String
    package let constraint: String?
    package let table: String?
    package let schema: String?
    package let column: String?
    /// Which statement of a pipeline failed, counted from 0; nil for one that the client put
    /// before them, and outside pipelines.
    package internal(set) var statementIndex: Int?

    package init(
        sqlState: SQLState, message: String, constraint: String? = nil, table: String? = nil,
        schema: String? = nil, column: String? = nil, statementIndex: Int? = nil
    ) {
        self.sqlState = sqlState
        self.message =
            sqlState.conditionClass == "22"
            ? ServerDiagnostic.withoutQuotedText(message) : message
        self.constraint = constraint
        self.table = table
        self.schema = schema
        self.column = column
        self.statementIndex = statementIndex
    }

    /// One line for logs.
    package var summary: String {
        var text = "SQLSTATE \(sqlState): \(message)"
        if let constraint { text += ", constraint \(constraint)" }
        if let table { text += ", table \(schema.map { "\($0)." } ?? "")\(table)" }
        if let column { text += ", column \(column)" }
        if let statementIndex { text += ", statement \(statementIndex)" }
        return text
    }

    private static func withoutQuotedText(_ message: String) -> String {
        guard let first = message.firstIndex(of: "\""), let last = message.lastIndex(of: "\""),
            first < last
        else { return message }
        return message[...first] + "…" + message[last...]
    }
}
