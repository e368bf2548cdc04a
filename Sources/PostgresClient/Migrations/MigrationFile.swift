/// One step of a feature's schema: a plain SQL file that runs once and never changes after.
package struct MigrationFile: Sendable {
    /// The feature it belongs to, such as `ledger`.
    package let feature: String
    /// From 1, without gaps within a feature.
    package let number: Int
    package let name: String
    /// Unqualified SQL; the schema it is for is its search path.
    package let sql: SQLFile

    package init(feature: String, number: Int, name: String, sql: SQLFile) {
        self.feature = feature
        self.number = number
        self.name = name
        self.sql = sql
    }

    /// How messages name it: `ledger/0001_ledger`.
    package var title: String {
        let digits = String(number)
        return "\(feature)/" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
            + "_\(name)"
    }

    /// Number and name of a file called `NNNN_name.sql`; nil for any other name.
    static func parse(fileName: String) -> (number: Int, name: String)? {
        guard fileName.hasSuffix(".sql") else { return nil }
        let stem = fileName.dropLast(4)
        let digits = stem.prefix(4)
        let name = stem.dropFirst(5)
        guard digits.utf8.count == 4, digits.utf8.allSatisfy({ (48...57).contains($0) }),
            let number = Int(digits), number > 0, stem.dropFirst(4).hasPrefix("_"), !name.isEmpty,
            name.utf8.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == 95 })
        else { return nil }
        return (number, String(name))
    }
}
