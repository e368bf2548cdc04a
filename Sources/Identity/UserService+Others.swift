import Kernel
import PostgresClient
import Tenancy

/// Whoever takes a newcomer in may have had the link that sets their password. What they may know
/// opens their own company alone.
extension UserService {
    /// Takes everything from an account by which somebody else may enter it: its password was set
    /// by a link that a company's people may have had, and the account is to open more than they
    /// may now. It is on record in every company that the person belongs to so far.
    ///
    /// - Parameter tenant: whose people may enter what is theirs; nil for the installation's own,
    ///   and where the person becomes an owner.
    /// - Returns: whether it was such an account.
    static func takeFromOthers(
        _ user: ID<User>, but tenant: ID<Tenant>?, by source: AuditSource,
        on connection: isolated PostgresConnection
    ) throws -> Bool {
        let taken = try connection.execute(
            """
            UPDATE public.users SET password_hash = NULL, password_of = NULL
            WHERE id = \(user) AND password_of IS NOT NULL
                AND password_of IS DISTINCT FROM \(optional: tenant?.rawValue)
            """)
        guard taken > 0 else { return false }
        let event = AuditEvent(
            .passwordTaken, AuditObject(user), after: ["because": "password_of_others"])
        var statements = [event.record(source, person: user)]
        if try SecondFactorCheck.isOn(for: user, on: connection) {
            let removed = AuditEvent(.secondFactorReset, AuditObject(user))
            statements.append(removed.record(source, person: user))
        }
        // What somebody may enter by at this moment goes before the sessions: theirs is seen then.
        statements += [
            "DELETE FROM public.login_links WHERE user_id = \(user)",
            "DELETE FROM public.sign_on_identities WHERE user_id = \(user)",
        ]
        statements += SecondFactorService.remove(of: user) + endEverything(of: user)
        statements.append(KnownDevices.forget(user))
        for statement in statements { try connection.execute(statement) }
        return true
    }

    /// What the database refuses where somebody else may enter an account that is to open more.
    @discardableResult
    static func refusingStrangers<Result>(
        _ refusal: IdentityError, _ body: () throws -> Result
    ) throws -> Result {
        do {
            return try body()
        } catch let error as PostgresError where error.sqlState == stranger {
            throw refusal
        }
    }

    private static let stranger = SQLState("CH140")

    /// A link that goes to its person alone is not its maker's to use.
    static func keepFromMaker(_ link: SecretToken) -> Query {
        """
        UPDATE public.login_links SET tenant_id = NULL
        WHERE token_hash = \(PostgresValue.bytes(link.hash))
        """
    }

    /// The links that some tenant's people made, who may have them still: the account is not theirs
    /// alone any more.
    static func removeHandedOut(of user: ID<User>) -> Query {
        "DELETE FROM public.login_links WHERE user_id = \(user) AND tenant_id IS NOT NULL"
    }
}
