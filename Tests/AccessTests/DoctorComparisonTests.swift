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

    /// Each is found while it is there, and all is well when none is there any more.
    private func find(_ tamperings: @Sendable (DoctorSite) throws -> [Tampering]) async throws {
        try await DoctorSite.use { site in
            for tampering in try tamperings(site) {
                try await site.books.installation.administer { connection in
                    for statement in tampering.done { try connection.execute(statement) }
                }
                let wrong = try await site.wrong()
                #expect(wrong.contains(tampering.line), "“\(tampering.line)” is not in \(wrong)")
                try await site.books.installation.administer { connection in
                    for statement in tampering.undone { try connection.execute(statement) }
                }
            }
            #expect(try await site.wrong() == [])
        }
    }
}
