import Identity
import Kernel
import PostgresClient
import Tenancy

/// What a tenant's records call somebody: by the address, or by a key that they made, whose name
/// may be theirs.
struct PersonActors {
    private let email: EmailAddress
    /// Of the keys that they made in the tenant, those that are gone among them.
    let keyNames: [String]
    private let keys: [String]

    /// - Parameter user: nil for an address without an account.
    init(
        _ email: EmailAddress, _ user: Int64?, of tenant: Tenant,
        on connection: isolated PostgresConnection
    ) throws {
        self.email = email
        let find: Query = """
            WITH made AS (
                SELECT k.id::text AS id, k.name FROM public.api_keys AS k
                WHERE k.made_by = \(optional: user) AND k.tenant_id = \(tenant.id)
                UNION SELECT e.object_id, unnest(ARRAY[e.object_name, n.name])
                FROM public.audit_events AS e
                LEFT JOIN public.audit_names AS n ON n.kind = 'key' AND n.id = e.object_id
                WHERE e.action = 'key.created' AND e.object_id IS NOT NULL
                    AND e.actor_kind = 'person' AND e.actor_id = \(optional: user)
                    AND e.tenant_id = \(tenant.id)
            )
            SELECT coalesce(array_agg(DISTINCT name) FILTER (WHERE name IS NOT NULL), '{}'),
                coalesce(array_agg(DISTINCT 'key ' || id), '{}') FROM made
            """
        let row = try connection.query(find).single()
        keyNames = try row.decode(0, as: [String].self)
        keys = try row.decode(1, as: [String].self)
    }

    /// As whatever their keys did is signed.
    var signatures: [String] {
        keyNames.map { Actor.program(id: 0, name: $0).description }
    }

    /// As uploads name those who sent them.
    var uploaders: [String] { [email.text] + keys }

    /// Everything that means them.
    var all: [String] { uploaders + signatures }
}
