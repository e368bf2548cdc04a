/// What statements run within: settings sent ahead of them in the same round trip, and the name
/// under which their plans are kept apart.
package struct StatementScope: Sendable {
    /// The plans' owner: a tenant. Two scopes with different search paths must differ here.
    package let name: String
    /// Statements sent ahead, such as `set_config(…, true)`, which last for the transaction.
    package let prologue: [Query]
    /// The same behind them; for a pipeline alone.
    package let epilogue: [Query]

    package init(name: String, prologue: [Query] = [], epilogue: [Query] = []) {
        self.name = name
        self.prologue = prologue
        self.epilogue = epilogue
    }

    /// Which of so many connections is this scope's own.
    func place(of count: Int) -> Int? {
        guard !name.isEmpty, count > 1 else { return nil }
        let hash = name.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { hash, byte in
            (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        // The last bits of that sum know the last bits of the letters alone, and names are alike.
        let mixed = (hash ^ (hash >> 33)) &* 0xff51_afd7_ed55_8ccd
        return Int((mixed ^ (mixed >> 33)) % UInt64(count))
    }
}
