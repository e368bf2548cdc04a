/// One column of an exported table.
package struct ExportColumn: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case text
        /// Text that people read whole, however long it is.
        case prose
        /// Amounts of a currency with so many decimals.
        case amount(decimals: Int)
        case date
        case integer
        case percentage

        /// Whether it stands to the right, as numbers do.
        var isNumber: Bool {
            switch self {
            case .text, .prose, .date: false
            case .amount, .integer, .percentage: true
            }
        }
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
