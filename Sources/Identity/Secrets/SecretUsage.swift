/// How many values of a column a key protects.
package struct SecretUsage: Hashable, Sendable {
    package let column: SecretColumn
    /// As it stands in the values.
    package let key: String
    package let count: Int
}
