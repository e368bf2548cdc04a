/// Which statements are prepared on a connection, and the least recently used of them.
struct StatementCache {
    /// A statement as the server sees it. The scope is part of it because the server plans a
    /// statement anew whenever the search path differs from its last execution's: each tenant
    /// keeps plans of its own.
    struct Key: Hashable {
        let scope: String
        let text: String
        let types: [UInt32]

        init(_ query: Query, scope: String) {
            self.scope = scope
            text = query.text
            types = query.values.map(\.type.oid)
        }
    }

    private struct Entry {
        let name: String
        var lastUse: UInt64
    }

    private let countMax: Int
    private var entries: [Key: Entry] = [:]
    private var clock: UInt64 = 0
    private var namesGiven: UInt64 = 0
    /// Statements the server still holds although they are forgotten here.
    private var abandoned: [String] = []

    init(countMax: Int) {
        self.countMax = max(1, countMax)
    }

    var count: Int { entries.count }

    /// The name a statement is prepared under.
    mutating func name(of key: Key) -> String? {
        guard let index = entries.index(forKey: key) else { return nil }
        clock += 1
        entries.values[index].lastUse = clock
        return entries.values[index].name
    }

    /// Gives a new statement a name, and names the ones the server should forget before.
    mutating func add(_ key: Key) -> (name: String, forget: [String]) {
        var forget = abandoned
        abandoned = []
        if entries.count >= countMax,
            let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse })
        {
            forget.append(oldest.value.name)
            entries[oldest.key] = nil
        }
        clock += 1
        namesGiven += 1
        // Names are never used twice, so that a forgotten one cannot be mistaken for another.
        let name = "s\(namesGiven)"
        entries[key] = Entry(name: name, lastUse: clock)
        return (name, forget)
    }

    /// The statement was not prepared after all.
    mutating func remove(_ key: Key) {
        entries[key] = nil
    }

    /// The server would not run the statement under its name any more.
    mutating func abandon(_ key: Key) {
        guard let entry = entries.removeValue(forKey: key) else { return }
        abandoned.append(entry.name)
    }

    /// A statement that should have been forgotten on the server was not.
    mutating func keepAbandoned(_ name: String) {
        abandoned.append(name)
    }

    /// The session is new, or has lost all its statements.
    mutating func removeAll() {
        entries.removeAll()
        abandoned.removeAll()
    }
}
