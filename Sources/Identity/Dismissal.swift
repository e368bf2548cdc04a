import Kernel
import PostgresClient
import Tenancy

/// That somebody was taken out of a tenant, or left it: its provider does not bring them back.
enum Dismissal {
    static func remember(_ user: ID<User>, from tenant: ID<Tenant>) -> Query {
        """
        INSERT INTO public.dismissals (user_id, tenant_id) VALUES (\(user), \(tenant))
        ON CONFLICT (user_id, tenant_id) DO UPDATE SET dismissed_at = excluded.dismissed_at
        """
    }

    /// Whoever took them in again has said otherwise.
    static func end(of user: ID<User>, from tenant: ID<Tenant>) -> Query {
        "DELETE FROM public.dismissals WHERE user_id = \(user) AND tenant_id = \(tenant)"
    }
}
