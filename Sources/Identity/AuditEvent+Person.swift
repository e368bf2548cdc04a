import Kernel
import PostgresClient
import Tenancy

extension AuditEvent {
    /// Records what a person did, or what was done to one, outside any tenant. It is shown in the
    /// tenant that they belong to; who belongs to several or to none is the installation's alone.
    func record(_ source: AuditSource, person: ID<User>?) -> Query {
        record(
            source,
            tenant: """
                (SELECT min(m.tenant_id) FROM public.memberships AS m
                WHERE m.user_id = \(person)::bigint HAVING count(*) = 1)
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
