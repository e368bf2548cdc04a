import PostgresClient
import Tenancy

extension `The doctor, comparing with what the migrations make` {
    func swaps(_ site: DoctorSite) -> [Tampering] {
        let (ours, other) = (site.ours, site.other)
        func swap(_ column: Identifier, _ mine: String, _ theirs: String) -> [Query] {
            [
                "UPDATE public.tenants SET \(identifier: column) = 'none' WHERE id = \(ours.id)",
                """
                UPDATE public.tenants SET \(identifier: column) = \(mine) WHERE id = \(other.id)
                """,
                """
                UPDATE public.tenants SET \(identifier: column) = \(theirs) WHERE id = \(ours.id)
                """,
            ]
        }
        let names: [(String, String, String, String)] = [
            ("schema", "schema_name", ours.schema.name, other.schema.name),
            ("role", "role_name", ours.role.name, other.role.name),
        ]
        let alone = names.compactMap { what, column, mine, theirs -> Tampering? in
            guard let column = try? Identifier(column) else { return nil }
            return Tampering(
                line: "acme has number \(ours.id), and its \(what) is \(theirs)",
                done: swap(column, mine, theirs), undone: swap(column, theirs, mine))
        }
        // Both at once fit each other, so that no right is otherwise than it should be.
        let both = Tampering(
            line: "other has number \(other.id), and its schema is \(ours.schema.name)",
            done: alone.flatMap(\.done), undone: alone.flatMap(\.undone))
        return alone + [both]
    }

    func memberships(_ site: DoctorSite) throws -> [Tampering] {
        let stranger = try site.stranger
        let name = stranger.name
        let everything: [(String, String)] = [
            (site.owner.name, "owns everything"),
            ("pg_read_all_data", "sees or changes everything"),
            ("pg_write_all_data", "sees or changes everything"),
            ("pg_read_server_files", "sees or changes everything"),
            ("pg_write_server_files", "sees or changes everything"),
            ("pg_execute_server_program", "sees or changes everything"),
        ]
        let login = site.login
        let theirs = site.other.role
        let limited = try Identifier(site.other.portfolioRoleName)
        return try everything.map { role, what in
            Tampering(
                "\(name) may become \(role), who \(what)",
                "CREATE ROLE \(identifier: stranger) LOGIN",
                "GRANT \(identifier: try Identifier(role)) TO \(identifier: stranger)",
                undone: "DROP ROLE \(identifier: stranger)")
        } + [
            Tampering(
                "\(name) may become \(theirs.name)",
                "CREATE ROLE \(identifier: stranger) LOGIN",
                "GRANT \(identifier: theirs) TO \(identifier: stranger)",
                undone: "DROP ROLE \(identifier: stranger)"),
            Tampering(
                "other: schema: the login may let others become the tenant's role",
                "GRANT \(identifier: theirs) TO \(identifier: login) WITH ADMIN OPTION",
                undone: "REVOKE ADMIN OPTION FOR \(identifier: theirs) FROM \(identifier: login)"),
            Tampering(
                "other: schema: the login may let others become the role of its portfolios",
                "GRANT \(identifier: limited) TO \(identifier: login) WITH ADMIN OPTION",
                undone: "REVOKE ADMIN OPTION FOR \(identifier: limited) FROM \(identifier: login)"),
            Tampering(
                "other: schema: the login may become the tenant's role is missing",
                "REVOKE \(identifier: theirs) FROM \(identifier: login)",
                undone: "GRANT \(identifier: theirs) TO \(identifier: login)"),
        ]
    }

    /// Roles that need to be members of nothing.
    func powers(_ site: DoctorSite, before16: Bool) throws -> [Tampering] {
        let (stranger, group) = (
            try site.stranger, try Identifier("\(site.stranger.name)_s")
        )
        var powers: [(query: Query, what: String)] = [
            ("BYPASSRLS", "is bound by no policy"), ("REPLICATION", "may copy the whole server"),
        ]
        if before16 { powers.append(("CREATEROLE", "may become every role but a superuser")) }
        return powers.flatMap { power in
            [
                Tampering(
                    "\(stranger.name) \(power.what)",
                    "CREATE ROLE \(identifier: stranger) LOGIN \(fragment: power.query)",
                    undone: "DROP ROLE \(identifier: stranger)"),
                Tampering(
                    "\(stranger.name) may become \(group.name), who \(power.what)",
                    "CREATE ROLE \(identifier: stranger) LOGIN",
                    "CREATE ROLE \(identifier: group) \(fragment: power.query)",
                    "GRANT \(identifier: group) TO \(identifier: stranger)",
                    undone: "DROP ROLE \(identifier: stranger)", "DROP ROLE \(identifier: group)"),
            ]
        }
    }

    /// What servers say since version 16 of each membership.
    func inheritance(_ site: DoctorSite) -> [Tampering] {
        let (theirs, login) = (site.other.role, site.login)
        return [
            Tampering(
                "other: schema: the login always has the rights of the tenant's role",
                "GRANT \(identifier: theirs) TO \(identifier: login) WITH INHERIT TRUE",
                undone: "GRANT \(identifier: theirs) TO \(identifier: login) WITH INHERIT FALSE")
        ]
    }

    func uniqueness(_ site: DoctorSite) -> [Tampering] {
        let ours = site.ours.schema
        return [
            Tampering(
                "table users: unique index users_email is missing",
                "DROP INDEX public.users_email",
                undone: "CREATE UNIQUE INDEX users_email ON public.users (lower(email))"),
            Tampering(
                "table users: unique index users_email is different",
                "DROP INDEX public.users_email",
                "CREATE UNIQUE INDEX users_email ON public.users (email)",
                undone: "DROP INDEX public.users_email",
                "CREATE UNIQUE INDEX users_email ON public.users (lower(email))"),
            Tampering(
                "table users: unique index users_email is different",
                """
                UPDATE pg_index SET indisvalid = false
                WHERE indexrelid = 'public.users_email'::regclass
                """,
                undone: """
                    UPDATE pg_index SET indisvalid = true
                    WHERE indexrelid = 'public.users_email'::regclass
                    """),
            Tampering(
                "table jobs: unique index jobs_unique_key is missing",
                "DROP INDEX public.jobs_unique_key",
                undone: """
                    CREATE UNIQUE INDEX jobs_unique_key
                    ON public.jobs (coalesce(tenant_id, 0), kind, unique_key)
                    WHERE state = 'queued' AND unique_key IS NOT NULL
                    """),
            Tampering(
                "acme: table ar_import: unique index ar_import_upload is missing",
                "DROP INDEX \(identifier: ours).ar_import_upload",
                undone: """
                    CREATE UNIQUE INDEX ar_import_upload
                    ON \(identifier: ours).ar_import (upload) WHERE upload IS NOT NULL
                    """),
        ]
    }

    /// Made by whoever may do everything, with the rights that a new function has of itself.
    func backDoors(_ site: DoctorSite) throws -> [Tampering] {
        let side = try Identifier("side")
        return try ["pg_catalog", "information_schema", "side"].map { name in
            let schema = try Identifier(name)
            let printed = schema.name == "pg_catalog" ? "" : schema.name + "."
            return Tampering(
                "function \(printed)leak(): everybody may EXECUTE",
                "CREATE SCHEMA \(identifier: side)",
                "GRANT USAGE ON SCHEMA \(identifier: side) TO PUBLIC",
                """
                CREATE FUNCTION \(identifier: schema).leak() RETURNS bigint
                LANGUAGE sql SECURITY DEFINER
                RETURN (SELECT count(*) FROM \(identifier: site.ours.schema).ar_customer)
                """,
                undone: "DROP FUNCTION \(identifier: schema).leak()",
                "DROP SCHEMA \(identifier: side)")
        } + [
            Tampering(
                "function pg_ls_dir(text) runs with the rights of whoever made it",
                "ALTER FUNCTION pg_catalog.pg_ls_dir(text) SECURITY DEFINER",
                undone: "ALTER FUNCTION pg_catalog.pg_ls_dir(text) SECURITY INVOKER")
        ]
    }
}
