package import PostgresClient

/// The database of one installation: its shared tables, its tenants' schemas and their roles.
///
/// Four kinds of role: the owner of the schemas, which only migrates; one role a tenant, which
/// cannot log in and has rights on rows of its own schema alone; another one a tenant for whoever
/// is limited to some of its customers, with rights on the views that show those; and the
/// application's login, a member of both that inherits nothing from them.
package struct Installation: Sendable {
    /// Connections as the owner.
    package let owner: PostgresPool
    /// The login role that requests run under.
    package let applicationRole: Identifier
    /// The shared tables of the features above, made after the tenants' own.
    package let sharedMigrations: [MigrationFile]
    /// What a tenant's schema consists of.
    package var tenantMigrations: MigrationSet { planner.set }
    private let planner: MigrationPlanner
    /// Rows that a new tenant's tables must hold.
    package let seed: @Sendable (Tenant) -> [Query]

    package init(
        owner: PostgresPool, applicationRole: Identifier, sharedMigrations: [MigrationFile] = [],
        tenantMigrations: MigrationSet, seed: @escaping @Sendable (Tenant) -> [Query]
    ) {
        self.owner = owner
        self.applicationRole = applicationRole
        self.sharedMigrations = sharedMigrations
        planner = MigrationPlanner(tenantMigrations)
        self.seed = seed
    }

    /// Brings the shared tables up to date; returns the titles of the steps applied.
    ///
    /// - Throws: `MigrationError`, `PostgresError`.
    package func migrateShared() async throws -> [String] {
        let migrator = try sharedMigrator(schema: Identifier("public"))
        return try await owner.transaction { connection in
            try letOwnerSeeWriters(connection)
            return try migrator.run(on: connection).map(\.title)
        }
    }

    func sharedMigrator(schema: Identifier) throws -> Migrator {
        Migrator(
            schema: schema,
            set: try MigrationSet(TenancySchema.migrations() + sharedMigrations),
            settings: [("countinghouse.application_role", applicationRole.name)])
    }

    /// `oldest_writer` runs as the owner, who sees what the application's sessions are doing only
    /// as a member of their role. Without that it would answer that nobody is writing.
    private func letOwnerSeeWriters(_ connection: isolated PostgresConnection) throws {
        let sees: Query = "SELECT pg_has_role(current_user, \(applicationRole.name), 'USAGE')"
        if try connection.query(sees).single().decode(0, as: Bool.self) { return }
        let grant: Query = "GRANT \(identifier: applicationRole) TO CURRENT_USER"
        do throws(PostgresError) { try connection.execute(grant) } catch {
            if case .insufficientPrivilege = error { throw TenancyError.cannotCreateRoles }
            throw error
        }
    }

    /// The roles and schemas of a new tenant, with nothing in them.
    func makeRoom(for tenant: Tenant) throws -> [Query] {
        let role = tenant.role
        let schema = tenant.schema
        let limitedRole = try Identifier(tenant.portfolioRoleName)
        let limitedSchema = try Identifier(tenant.portfolioSchemaName)
        // Roles are named by us and validated; nothing of the settings is in them.
        return [
            "CREATE ROLE \(identifier: role) NOLOGIN NOINHERIT",
            "GRANT \(identifier: role) TO \(identifier: applicationRole)",
            "CREATE SCHEMA \(identifier: schema)",
            "GRANT USAGE ON SCHEMA \(identifier: schema) TO \(identifier: role)",
            "CREATE ROLE \(identifier: limitedRole) NOLOGIN NOINHERIT",
            "GRANT \(identifier: limitedRole) TO \(identifier: applicationRole)",
            "CREATE SCHEMA \(identifier: limitedSchema)",
            "GRANT USAGE ON SCHEMA \(identifier: limitedSchema) TO \(identifier: limitedRole)",
        ]
    }

    /// Brings one tenant's schema up to date, in a transaction of its own.
    package func migrate(_ tenant: Tenant) async throws -> [String] {
        try await owner.transaction { connection in
            try migrate(tenant, on: connection)
        }
    }

    func migrate(
        _ tenant: Tenant, on connection: isolated PostgresConnection
    ) throws -> [String] {
        let migrator = Migrator(
            schema: tenant.schema, plan: try planner.plan(on: connection),
            settings: [
                ("countinghouse.tenant_role", tenant.role.name),
                ("countinghouse.portfolio_role", tenant.portfolioRoleName),
                ("countinghouse.portfolio_schema", tenant.portfolioSchemaName),
            ],
            // They are the same for every tenant; a test has each of them compiled.
            checksFunctions: false)
        return try migrator.run(on: connection).map(\.title)
    }
}
