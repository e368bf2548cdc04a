package import Kernel
package import PostgresClient
package import Tenancy

/// What the people are told who look after a company's webhooks.
extension MailQueue {
    /// As many owners and administrators of a company as are told.
    private static let peopleMax: Int64 = 50

    /// Tells a company's owners and administrators that a webhook was paused.
    ///
    /// - Parameters:
    ///   - days: for how long nothing arrived.
    ///   - path: of the webhook's page.
    /// - Returns: how many are told.
    @discardableResult
    package func tellOfPausedWebhook(
        _ tenant: Tenant, host: String, days: Int, path: String,
        on connection: isolated PostgresConnection, at now: Instant
    ) throws -> Int {
        let find: Query = """
            SELECT u.id, u.email, u.name
            FROM public.memberships AS m JOIN public.users AS u ON u.id = m.user_id
            WHERE m.tenant_id = \(tenant.id) AND m.role IN ('owner', 'admin')
            ORDER BY u.id LIMIT \(Self.peopleMax)
            """
        let people = try connection.query(find).map { row in
            User(id: try row.decode(0), email: try row.string(1), name: try row.string(2))
        }
        let letter = MailLetter.webhookPaused(
            of: tenant.name, host: host, days: days, link: address.text + path)
        let end = now.adding(.seconds(7 * 86_400))
        return try people.count { user in
            try add(letter, to: user, for: .webhookPaused, until: end, on: connection, at: now)
        }
    }
}
