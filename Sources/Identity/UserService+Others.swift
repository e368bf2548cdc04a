import Kernel
import PostgresClient
import Tenancy

/// Whoever takes a newcomer in may have had the link that sets their password. What they may know
/// opens their own company alone.
extension UserService {
    /// Takes everything from an account by which somebody else may enter it: its password was set
    /// by a link that a company's people may have had, and the account is to open more than that
    /// company now.
    ///
    /// - Parameter tenant: whose people may enter what is theirs; nil for the installation's own.
    /// - Returns: whether it was such an account.
    static func takeFromOthers(
        _ user: ID<User>, but tenant: ID<Tenant>?, on connection: isolated PostgresConnection
    ) throws -> Bool {
        let taken = try connection.execute(
            """
            UPDATE public.users SET password_hash = NULL, password_of = NULL
            WHERE id = \(user) AND password_of IS NOT NULL
                AND password_of IS DISTINCT FROM \(optional: tenant?.rawValue)
            """)
        guard taken > 0 else { return false }
        let statements =
            SecondFactorService.remove(of: user) + endEverything(of: user) + [
                KnownDevices.forget(user),
                "DELETE FROM public.sign_on_identities WHERE user_id = \(user)",
                "DELETE FROM public.login_links WHERE user_id = \(user)",
            ]
        for statement in statements { try connection.execute(statement) }
        return true
    }

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
