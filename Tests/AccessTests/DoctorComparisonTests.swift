import BooksTestSupport
import PostgresClient
import Testing

@Suite struct `The doctor, comparing with what the migrations make` {
    @Test func `finds nothing where nobody has changed anything`() async throws {
        try await DoctorSite.use { site in
            #expect(try await site.wrong() == [])
            // Nothing of what it is compared with stays.
            let left: Query = """
                SELECT nspname::text FROM pg_namespace WHERE nspname ~ '^(countinghouse_|t0_)'
                UNION ALL SELECT rolname::text FROM pg_roles WHERE rolname ~ '_t0(_p)?$'
                """
            let names = try await site.books.installation.owner.query(left).map { try $0.string(0) }
            #expect(names == [])
        }
    }

    @Test func `finds rights and policies of the shared schema`() async throws {
        try await find { sharedRights($0) }
    }

    @Test func `finds triggers, rules, functions and columns of the shared schema`() async throws {
        try await find { sharedObjects($0) }
    }

    @Test func `finds rights in tenants' schemas`() async throws {
        try await find { try tenantRights($0) }
    }

    @Test func `finds other objects in tenants' schemas`() async throws {
        try await find { try tenantObjects($0) }
    }

    @Test func `finds rights that lie elsewhere`() async throws {
        try await find { elsewhere($0) }
    }

    @Test func `finds tenants that were given one another's schema or role`() async throws {
        try await find { swaps($0) }
    }

    @Test func `finds who may become a role that sees more`() async throws {
        try await find { try memberships($0) }
        try await find { site in
            let isLater: Query = "SELECT current_setting('server_version_num')::int >= 160000"
            let server = try await site.books.installation.owner.query(isLater).single()
            let isAtLeast16 = try server.decode(0, as: Bool.self)
            return try powers(site, before16: !isAtLeast16) + (isAtLeast16 ? inheritance(site) : [])
        }
    }

    @Test func `finds unique indexes that are gone or others`() async throws {
        try await find { uniqueness($0) }
    }

    @Test func `finds functions that run as their owner, wherever everybody comes`() async throws {
        try await find { try backDoors($0) }
    }

    /// Then no trigger fires on those connections, and no foreign key is kept.
    @Test func `finds settings with which the owner's connections begin`() async throws {
        try await DoctorSite.use { site in
            let owner = site.owner.name
            let line = "begins with session_replication_role=replica"
            let connected = "\(owner) is connected with session_replication_role=replica"
            let tamperings = [
                Tampering(
                    "\(owner) \(line)",
                    """
                    ALTER ROLE \(identifier: site.owner) IN DATABASE \(identifier: site.database)
                    SET session_replication_role = 'replica'
                    """,
                    undone: """
                        ALTER ROLE \(identifier: site.owner)
                        IN DATABASE \(identifier: site.database) RESET session_replication_role
                        """),
                Tampering(
                    "everybody \(line)",
                    """
                    ALTER DATABASE \(identifier: site.database)
                    SET session_replication_role = 'replica'
                    """,
                    undone: """
                        ALTER DATABASE \(identifier: site.database)
                        RESET session_replication_role
                        """),
            ]
            for tampering in tamperings {
                try await site.books.installation.administer { connection in
                    for statement in tampering.done { try connection.execute(statement) }
                }
                let wrong = try await site.wrongToWhoeverConnects()
                #expect(wrong.sorted() == [tampering.line, connected].sorted())
                try await site.books.installation.administer { connection in
                    for statement in tampering.undone { try connection.execute(statement) }
                }
                #expect(try await site.wrongToWhoeverConnects() == [])
            }
        }
    }

    /// Each is found while it is there, and all is well when none is there any more.
    private func find(_ tamperings: @Sendable (DoctorSite) async throws -> [Tampering]) async throws
    {
        try await DoctorSite.use { site in
            for tampering in try await tamperings(site) {
                try await site.books.installation.administer { connection in
                    for statement in tampering.done { try connection.execute(statement) }
                }
                let wrong = try await site.wrong()
                #expect(wrong.contains(tampering.line), "“\(tampering.line)” is not in \(wrong)")
                try await site.books.installation.administer { connection in
                    for statement in tampering.undone { try connection.execute(statement) }
                }
            }
            let left = try await site.wrong()
            #expect(left == [])
        }
    }
}
