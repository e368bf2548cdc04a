/// One column of an exported table.
package struct ExportColumn: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case text
        /// Amounts of a currency with so many decimals.
        case amount(decimals: Int)
        case date
        case integer
        case percentage
    }

    package enum Audience: Hashable, Sendable {
        case all
        /// Stands in CSV files alone.
        case programs
        /// Stands in all but CSV files.
        case people
    }

    /// What people read above it.
    package let title: String
    /// What programs read above it, in a CSV file.
    package let name: String
    package let kind: Kind
    package let audience: Audience

    /// - Parameter name: the title, unless programs know it by another one.
    package init(
        _ title: String, name: String? = nil, _ kind: Kind, for audience: Audience = .all
    ) {
        self.title = title
        self.name = name ?? title
        self.kind = kind
        self.audience = audience
    }
}
