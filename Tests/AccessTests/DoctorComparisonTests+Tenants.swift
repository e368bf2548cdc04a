import PostgresClient
import Tenancy

extension `The doctor, comparing with what the migrations make` {
    func tenantRights(_ site: DoctorSite) throws -> [Tampering] {
        let ours = site.ours.schema
        let limited = try Identifier(site.ours.portfolioRoleName)
        let stranger = site.other.role
        return [
            Tampering(
                "acme: schema: everybody may USAGE",
                "GRANT USAGE ON SCHEMA \(identifier: ours) TO PUBLIC",
                undone: "REVOKE USAGE ON SCHEMA \(identifier: ours) FROM PUBLIC"),
            Tampering(
                "acme: table ar_entry: everybody may SELECT",
                "GRANT SELECT ON \(identifier: ours).ar_entry TO PUBLIC",
                undone: "REVOKE SELECT ON \(identifier: ours).ar_entry FROM PUBLIC"),
            Tampering(
                "acme: table ar_contact: role \(stranger.name) may SELECT in column email",
                """
                GRANT SELECT (email) ON \(identifier: ours).ar_contact TO \(identifier: stranger)
                """,
                undone: """
                    REVOKE SELECT (email) ON \(identifier: ours).ar_contact
                    FROM \(identifier: stranger)
                    """),
            Tampering(
                "acme: table ar_customer: the role of its portfolios may SELECT",
                "GRANT SELECT ON \(identifier: ours).ar_customer TO \(identifier: limited)",
                undone: """
                    REVOKE SELECT ON \(identifier: ours).ar_customer FROM \(identifier: limited)
                    """),
            Tampering(
                "acme: schema: the role of its portfolios may USAGE",
                "GRANT USAGE ON SCHEMA \(identifier: ours) TO \(identifier: limited)",
                undone: "REVOKE USAGE ON SCHEMA \(identifier: ours) FROM \(identifier: limited)"),
            Tampering(
                "acme: table journal_entry: the tenant's role may UPDATE",
                "GRANT UPDATE ON \(identifier: ours).journal_entry TO \(identifier: site.ours.role)",
                undone: """
                    REVOKE UPDATE ON \(identifier: ours).journal_entry
                    FROM \(identifier: site.ours.role)
                    """),
            Tampering(
                "acme: table ar_note: the login may SELECT",
                "GRANT SELECT ON \(identifier: ours).ar_note TO \(identifier: site.login)",
                undone:
                    "REVOKE SELECT ON \(identifier: ours).ar_note FROM \(identifier: site.login)"),
        ]
    }

    func tenantObjects(_ site: DoctorSite) throws -> [Tampering] {
        let ours = site.ours.schema
        let other = site.other.schema
        let limited = try Identifier(site.ours.portfolioSchemaName)
        return [
            Tampering(
                "acme: view ar_note: definition is different",
                "ALTER VIEW \(identifier: limited).ar_note RESET (security_barrier)",
                undone: "ALTER VIEW \(identifier: limited).ar_note SET (security_barrier = true)"),
            Tampering(
                "acme: function ledger_fold(): definition is different",
                "ALTER FUNCTION \(identifier: ours).ledger_fold() SET search_path = public",
                undone: """
                    ALTER FUNCTION \(identifier: ours).ledger_fold()
                    SET search_path = \(identifier: ours), pg_temp
                    """),
            Tampering(
                "acme: table ar_note: inherits from \(other.name).ar_note",
                """
                ALTER TABLE \(identifier: ours).ar_note INHERIT \(identifier: other).ar_note
                """,
                undone: """
                    ALTER TABLE \(identifier: ours).ar_note NO INHERIT \(identifier: other).ar_note
                    """),
            Tampering(
                "acme: type pair: everybody may USAGE",
                "CREATE TYPE \(identifier: ours).pair AS (a integer, b integer)",
                undone: "DROP TYPE \(identifier: ours).pair"),
            Tampering(
                "acme: view theirs is not made by the migrations",
                """
                CREATE VIEW \(identifier: ours).theirs AS SELECT * FROM \(identifier: other).ar_entry
                """,
                undone: "DROP VIEW \(identifier: ours).theirs"),
            Tampering(
                "acme: table ar_note: durability is different: unlogged",
                "ALTER TABLE \(identifier: ours).ar_note SET UNLOGGED",
                undone: "ALTER TABLE \(identifier: ours).ar_note SET LOGGED"),
            Tampering(
                "acme: table ar_customer is missing",
                "ALTER TABLE \(identifier: ours).ar_customer RENAME TO ar_client",
                undone: "ALTER TABLE \(identifier: ours).ar_client RENAME TO ar_customer"),
        ]
    }

    func elsewhere(_ site: DoctorSite) -> [Tampering] {
        let login = site.login
        return [
            Tampering(
                "table side.theirs: \(site.other.role.name) may SELECT",
                "CREATE SCHEMA side",
                "CREATE VIEW side.theirs AS SELECT * FROM \(identifier: site.ours.schema).ar_entry",
                "GRANT USAGE ON SCHEMA side TO PUBLIC",
                "GRANT SELECT ON side.theirs TO \(identifier: site.other.role)",
                undone: "DROP SCHEMA side CASCADE"),
            Tampering(
                "whatever \(site.owner.name) will make: everybody may SELECT",
                """
                ALTER DEFAULT PRIVILEGES FOR ROLE \(identifier: site.owner)
                GRANT SELECT ON TABLES TO PUBLIC
                """,
                undone: """
                    ALTER DEFAULT PRIVILEGES FOR ROLE \(identifier: site.owner)
                    REVOKE SELECT ON TABLES FROM PUBLIC
                    """),
            Tampering(
                "table pg_authid: \(login.name) may SELECT",
                "GRANT SELECT ON pg_catalog.pg_authid TO \(identifier: login)",
                undone: "REVOKE SELECT ON pg_catalog.pg_authid FROM \(identifier: login)"),
            Tampering(
                "table information_schema.theirs: everybody may SELECT",
                """
                CREATE VIEW information_schema.theirs AS
                SELECT * FROM \(identifier: site.ours.schema).ar_entry
                """,
                "GRANT SELECT ON information_schema.theirs TO PUBLIC",
                undone: "DROP VIEW information_schema.theirs"),
            Tampering(
                "function pg_read_file(text): \(login.name) may EXECUTE",
                "GRANT EXECUTE ON FUNCTION pg_read_file(text) TO \(identifier: login)",
                undone: "REVOKE EXECUTE ON FUNCTION pg_read_file(text) FROM \(identifier: login)"),
            Tampering(
                "\(site.ours.role.name) begins with search_path=side",
                """
                ALTER ROLE \(identifier: site.ours.role)
                IN DATABASE \(identifier: site.database) SET search_path = side
                """,
                undone: """
                    ALTER ROLE \(identifier: site.ours.role)
                    IN DATABASE \(identifier: site.database) RESET search_path
                    """),
        ]
    }
}
