import Kernel
import PostgresClient
import Tenancy

extension AuditEvent {
    /// Records what a person did, or what was done to one, in every tenant that they belong to:
    /// each of them relies on the account. What concerns somebody who belongs to none is the
    /// installation's alone.
    func record(_ source: AuditSource, person: ID<User>?) -> Query {
        record(
            source,
            eachOf: """
                SELECT m.tenant_id FROM public.memberships AS m
                WHERE m.user_id = \(person)::bigint
                UNION ALL
                SELECT NULL WHERE NOT EXISTS (
                    SELECT FROM public.memberships AS m WHERE m.user_id = \(person)::bigint)
                """)
    }
}

extension AuditSource {
    /// Somebody whose address need not be known.
    init(_ person: ID<User>, from origin: Origin) {
        self.init(.person(id: person.rawValue, email: ""), from: origin)
    }
}

extension AuditObject {
    init(_ user: ID<User>?) {
        self.init(.user, user)
    }
}
