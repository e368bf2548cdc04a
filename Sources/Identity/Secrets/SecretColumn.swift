package import PostgresClient

/// A column of a shared table whose values are encrypted. What is not listed here is neither
/// counted nor encrypted anew when the key changes.
package struct SecretColumn: Hashable, Sendable, CustomStringConvertible {
    package let table: Identifier
    package let column: Identifier
    /// What tells its rows apart: a `bigint`.
    package let rowKey: Identifier

    /// Every one there is.
    package static let all = [
        secondFactorSeed, offeredSecondFactorSeed, mailBody, signOnSecret, webhookSecret,
        oldWebhookSecret,
    ]

    /// What somebody's codes come from.
    package static let secondFactorSeed = SecretColumn(
        "second_factors", "seed", rowKey: "user_id")
    /// The same, before they have shown a code of it.
    package static let offeredSecondFactorSeed = SecretColumn(
        "second_factors", "offered_seed", rowKey: "user_id")

    /// What a mail says that waits to be sent.
    package static let mailBody = SecretColumn("mail_outbox", "body", rowKey: "id")
    /// What a tenant's provider of logins knows us by.
    package static let signOnSecret = SecretColumn(
        "single_sign_on", "client_secret", rowKey: "tenant_id")

    /// What events are signed with.
    package static let webhookSecret = SecretColumn("webhook_endpoints", "secret", rowKey: "id")
    /// The same, for a while after it was replaced.
    package static let oldWebhookSecret = SecretColumn(
        "webhook_endpoints", "old_secret", rowKey: "id")

    /// What a request that may be sent again was answered with, where that shows a secret. Forgotten
    /// after days and in each tenant's own schema, so that it is not encrypted anew and not listed.
    package static let keptAnswer = SecretColumn("api_request", "body", rowKey: "tenant_id")

    package init(_ table: StaticString, _ column: StaticString, rowKey: StaticString) {
        self.table = Self.identifier(table)
        self.column = Self.identifier(column)
        self.rowKey = Self.identifier(rowKey)
    }

    package var description: String { "\(table).\(column)" }

    /// What a ciphertext is bound to: moved to another row or column it does not open.
    func associatedData(row: Int64) -> [UInt8] {
        Array("public.\(table).\(column) \(row)".utf8)
    }

    private static func identifier(_ name: StaticString) -> Identifier {
        guard let identifier = try? Identifier(name.description) else {
            preconditionFailure("\(name) cannot be the name of a table or column")
        }
        return identifier
    }
}
