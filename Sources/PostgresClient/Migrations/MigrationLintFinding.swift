/// Something in a migration that must not be there.
package struct MigrationLintFinding: Sendable, Equatable, CustomStringConvertible {
    package enum Rule: String, Sendable, CaseIterable {
        /// Triggers do not exist on distributed tables.
        case trigger
        /// Nor do rules.
        case rule
        /// A foreign key may point into the same schema or at a named reference table only.
        case crossSchemaReference
        /// Tables cannot inherit.
        case inheritance
        /// A schema and what is in it are made by separate statements.
        case schemaElements
        case foreignTable
        /// Distributed updates take no functions whose value changes from call to call.
        case volatileInUpdate
        /// Only bigint sequences work on every node.
        case smallSequence
        /// The migrator opens and ends the transaction.
        case transactionControl
        /// What cannot run in a transaction.
        case concurrently
    }

    package let rule: Rule
    /// The line, from 1.
    package let line: Int

    package var description: String { "line \(line): \(rule.rawValue)" }
}
