/// What in a database is otherwise than its migrations make it, one line each for people.
package struct SchemaComparison: Sendable {
    /// In the shared schema and in those of the tenants: rights, policies, triggers, rules,
    /// columns, constraints, views and functions that are more, less or others.
    package let schemas: [String]
    /// Rights that everybody, the application's login or a tenant's role has elsewhere, and what
    /// would give them some.
    package let elsewhere: [String]
}
