/// What statements run within: settings sent ahead of them in the same round trip, and the name
/// under which their plans are kept apart.
package struct StatementScope: Sendable {
    /// The plans' owner: a tenant. Two scopes with different search paths must differ here.
    package let name: String
    /// Statements sent ahead, such as `set_config(…, true)`, which last for the transaction.
    package let prologue: [Query]

    package init(name: String, prologue: [Query] = []) {
        self.name = name
        self.prologue = prologue
    }
}
