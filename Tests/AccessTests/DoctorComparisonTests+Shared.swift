import PostgresClient
import Tenancy

extension `The doctor, comparing with what the migrations make` {
    func sharedRights(_ site: DoctorSite) -> [Tampering] {
        let login = site.login
        return [
            Tampering(
                "table users: everybody may SELECT",
                "GRANT SELECT ON public.users TO PUBLIC",
                "CREATE POLICY open ON public.users FOR SELECT USING (true)",
                undone: "DROP POLICY open ON public.users",
                "REVOKE SELECT ON public.users FROM PUBLIC"),
            Tampering(
                "table users: policy open is not made by the migrations",
                "CREATE POLICY open ON public.users FOR SELECT USING (true)",
                undone: "DROP POLICY open ON public.users"),
            Tampering(
                "table tenants: policy application_reads is different: r everybody USING true CHECK",
                "ALTER POLICY application_reads ON public.tenants TO PUBLIC",
                undone: """
                    ALTER POLICY application_reads ON public.tenants TO \(identifier: login)
                    """),
            Tampering(
                "table audit_events: the login may DELETE",
                "GRANT UPDATE, DELETE ON public.audit_events TO \(identifier: login)",
                """
                CREATE POLICY open ON public.audit_events TO \(identifier: login) USING (true)
                """,
                undone: "REVOKE UPDATE, DELETE ON public.audit_events FROM \(identifier: login)",
                "DROP POLICY open ON public.audit_events"),
            Tampering(
                "table audit_events: the owner may INSERT",
                "GRANT INSERT ON public.audit_events TO \(identifier: site.owner)",
                undone: "REVOKE INSERT ON public.audit_events FROM \(identifier: site.owner)",
                """
                GRANT INSERT (tenant_id, actor_kind, actor_id, action, object_kind, object_id,
                    before, after, address, request_id, actor_name, actor_salt, actor_digest,
                    object_name, object_salt, object_digest, ids)
                ON public.audit_events TO \(identifier: site.owner)
                """),
            Tampering(
                "table users: the login may UPDATE in column email",
                "GRANT UPDATE (email) ON public.users TO \(identifier: login)",
                undone: "REVOKE UPDATE (email) ON public.users FROM \(identifier: login)"),
            Tampering(
                "table memberships: row-level security is different: off",
                "ALTER TABLE public.memberships DISABLE ROW LEVEL SECURITY",
                undone: "ALTER TABLE public.memberships ENABLE ROW LEVEL SECURITY"),
            Tampering(
                "function data_changed(): everybody may EXECUTE",
                "GRANT EXECUTE ON FUNCTION public.data_changed() TO PUBLIC",
                undone: "REVOKE EXECUTE ON FUNCTION public.data_changed() FROM PUBLIC"),
            Tampering(
                "sequence users_id_seq: the login may UPDATE",
                "GRANT UPDATE ON SEQUENCE public.users_id_seq TO \(identifier: login)",
                undone: "REVOKE UPDATE ON SEQUENCE public.users_id_seq FROM \(identifier: login)"),
            Tampering(
                "table sessions: the login may SELECT and pass it on",
                "GRANT SELECT ON public.sessions TO \(identifier: login) WITH GRANT OPTION",
                undone: """
                    REVOKE GRANT OPTION FOR SELECT ON public.sessions FROM \(identifier: login)
                    """),
            Tampering(
                "table mail_outbox: the login may DELETE is missing",
                "REVOKE DELETE ON public.mail_outbox FROM \(identifier: login)",
                undone: "GRANT DELETE ON public.mail_outbox TO \(identifier: login)"),
        ]
    }

    func sharedObjects(_ site: DoctorSite) -> [Tampering] {
        [
            Tampering(
                "table audit_events: trigger quiet is not made by the migrations",
                """
                CREATE FUNCTION public.quiet() RETURNS trigger LANGUAGE plpgsql
                AS 'BEGIN RETURN NULL; END'
                """,
                """
                CREATE TRIGGER quiet BEFORE INSERT ON public.audit_events
                FOR EACH ROW EXECUTE FUNCTION public.quiet()
                """,
                undone: "DROP FUNCTION public.quiet() CASCADE"),
            Tampering(
                "table tenants: trigger data_changed is different",
                "ALTER TABLE public.tenants DISABLE TRIGGER data_changed",
                undone: "ALTER TABLE public.tenants ENABLE TRIGGER data_changed"),
            Tampering(
                "table audit_events: rule quiet is not made by the migrations",
                "CREATE RULE quiet AS ON INSERT TO public.audit_events DO INSTEAD NOTHING",
                undone: "DROP RULE quiet ON public.audit_events"),
            Tampering(
                "function data_versions_fold(): definition is different",
                "ALTER FUNCTION public.data_versions_fold() SECURITY INVOKER",
                undone: "ALTER FUNCTION public.data_versions_fold() SECURITY DEFINER"),
            Tampering(
                "function oldest_writer(): definition is different",
                "ALTER FUNCTION public.oldest_writer() SET search_path = public, pg_catalog",
                undone:
                    "ALTER FUNCTION public.oldest_writer() SET search_path = pg_catalog, pg_temp"),
            Tampering(
                "function back_door() is not made by the migrations",
                """
                CREATE FUNCTION public.back_door() RETURNS SETOF public.users
                LANGUAGE sql SECURITY DEFINER AS 'SELECT * FROM public.users'
                """,
                undone: "DROP FUNCTION public.back_door()"),
            Tampering(
                "view everyone: everybody may SELECT",
                "CREATE VIEW public.everyone AS SELECT * FROM public.users",
                "GRANT SELECT ON public.everyone TO PUBLIC",
                undone: "DROP VIEW public.everyone"),
            Tampering(
                "table audit_events: column at is different: timestamp with time zone NOT NULL",
                "ALTER TABLE public.audit_events ALTER COLUMN at DROP DEFAULT",
                undone: """
                    ALTER TABLE public.audit_events ALTER COLUMN at SET DEFAULT clock_timestamp()
                    """),
            Tampering(
                "table api_keys: constraint api_keys_made_by_tenant_id_fkey is missing",
                "ALTER TABLE public.api_keys DROP CONSTRAINT api_keys_made_by_tenant_id_fkey",
                undone: """
                    ALTER TABLE public.api_keys ADD FOREIGN KEY (made_by, tenant_id)
                        REFERENCES public.memberships ON DELETE CASCADE
                    """),
            Tampering(
                "table audit_events: durability is different: unlogged",
                "ALTER TABLE public.audit_events SET UNLOGGED",
                undone: "ALTER TABLE public.audit_events SET LOGGED"),
            Tampering(
                "table users: owner is different: role \(site.ours.role.name)",
                "ALTER TABLE public.users OWNER TO \(identifier: site.ours.role)",
                undone: "ALTER TABLE public.users OWNER TO \(identifier: site.owner)",
                "GRANT SELECT, UPDATE (password_hash) ON public.users TO \(identifier: site.login)"),
        ]
    }
}
