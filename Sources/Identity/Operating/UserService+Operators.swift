import Kernel
import PostgresClient
package import Tenancy

/// Who is an operator of the installation.
extension UserService {
    /// Lets a person make, suspend and resume tenants over the web, or no more. From then on no
    /// provider's word is enough that they did not connect themselves, logged in otherwise: it is
    /// forgotten, with what it began, and a link that a company's people may have opens nothing any
    /// more, nor does the password that was set by one: no company becomes the installation's master.
    ///
    /// - Throws: `IdentityError.unknownUser`.
    @discardableResult
    package func setOperator(
        _ email: EmailAddress, _ isOperator: Bool, by source: AuditSource = .commandLine
    ) async throws -> OperatorChange {
        try await owner.transaction { connection in
            let rows = try connection.query(
                """
                UPDATE public.users SET is_operator = \(isOperator)
                WHERE lower(email) = \(email.text) RETURNING id
                """)
            guard let row = rows.first else { throw IdentityError.unknownUser(email.text) }
            let user: ID<User> = try row.decode(0)
            let forgotten = isOperator ? try Self.forgetProviders(of: user, on: connection) : 0
            var lostPassword = false
            if isOperator {
                try connection.execute(Self.removeHandedOut(of: user))
                lostPassword = try Self.takeFromOthers(
                    user, but: nil, by: source, on: connection)
            }
            let event = AuditEvent(
                isOperator ? .operatorMade : .operatorRemoved, AuditObject(user),
                before: forgotten == 0 ? [:] : ["identities": .number(Int64(forgotten))])
            try connection.execute(event.record(source, of: nil))
            return OperatorChange(providers: forgotten, lostPassword: lostPassword)
        }
    }

    /// The identity goes first: whoever enters by it at this moment has begun their session when
    /// the sessions are looked at, or finds no identity any more.
    private static func forgetProviders(
        of user: ID<User>, on connection: isolated PostgresConnection
    ) throws -> Int {
        let identities: Query = """
            DELETE FROM public.sign_on_identities WHERE user_id = \(user) AND NOT is_connected
            """
        let begun: [Query] = [
            "DELETE FROM public.pending_logins WHERE user_id = \(user) AND by_provider",
            "DELETE FROM public.sessions WHERE user_id = \(user) AND by_provider",
        ]
        let forgotten = try connection.execute(identities)
        for statement in begun { try connection.execute(statement) }
        return forgotten
    }
}
