/// The last rows of an aging by customer, which a total of a name that has no row may sum up.
struct RecentRows {
    /// More jobs than one customer has.
    private static let rowsMax = 2_000

    private var rows: [(key: String, amounts: [AmountPair])] = []

    mutating func add(_ key: String, _ amounts: [AmountPair]) {
        if rows.count >= 2 * Self.rowsMax { rows.removeFirst(Self.rowsMax) }
        rows.append((key, amounts))
    }

    /// The sums of the last rows, as far as their names begin with this one; nil when the last
    /// one's does not.
    func sums(under key: String) -> [AmountPair]? {
        var sums: [AmountPair]?
        for row in rows.reversed() {
            guard Self.isUnder(row.key, key) else { break }
            sums = sums.map { zip($0, row.amounts).map(+) } ?? row.amounts
        }
        return sums
    }

    /// `amy:kid`, `amy - kid`, but not `amyr`.
    private static func isUnder(_ name: String, _ key: String) -> Bool {
        guard name.hasPrefix(key) else { return false }
        guard let next = name.dropFirst(key.count).first else { return true }
        return !next.isLetter && !next.isNumber
    }

    /// The name and those of the customers it belongs to: `amy:kid:car`, `amy:kid`, `amy`.
    static func family(_ key: String) -> [String] {
        var names = [key]
        var rest = key[...]
        while let colon = rest.lastIndex(of: ":"), colon > rest.startIndex {
            rest = rest[..<colon]
            names.append(String(rest))
        }
        return names
    }
}
