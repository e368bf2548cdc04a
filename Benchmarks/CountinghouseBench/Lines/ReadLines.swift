import Kernel
import PostgresClient
import Tenancy

/// Reads of one row through PostgresClient, against `pgbench -S` on the same server.
struct ReadLines {
    private static let rounds = 3
    private static let seconds = 4
    private static let clients = 8
    /// A million accounts.
    private static let scale = 10

    let site: Site
    let scope: Scope
    /// Ids of the tenant's documents, all of which exist.
    let documents: ClosedRange<Int64>

    func run() async throws -> [Measurement] {
        let name = "reads"
        let environment = site.clientEnvironment(.superuser)
        try await Command(["createdb", name], environment: environment).run()
        try await Command(
            ["pgbench", "-i", "-q", "-s", "\(Self.scale)", name], environment: environment
        ).run()
        let pools = (
            plain: try pool(site.connection(.superuser, database: name)),
            within: try pool(site.connection(.application))
        )
        let lines = try await measure(pools.plain, pools.within, database: name)
        await pools.plain.shutdown()
        await pools.within.shutdown()
        return lines
    }

    private func measure(
        _ plain: PostgresPool, _ within: PostgresPool, database name: String
    ) async throws -> [Measurement] {
        let pgbench = Pgbench(site: site, role: .superuser, database: name)
        let tenant = TenantDatabase(pool: within)
        let (scope, documents) = (scope, documents)
        var rates: (limit: [Double], plain: [Double], within: [Double]) = ([], [], [])
        for _ in 0..<Self.rounds {
            rates.limit.append(
                try await pgbench.run(["-S"], clients: Self.clients, seconds: Self.seconds))
            rates.plain.append(
                try await Load.run(clients: Self.clients, seconds: Self.seconds) { random in
                    let account = Int32(1 + random.below(Self.scale * 100_000))
                    _ = try await plain.query(
                        "SELECT abalance FROM pgbench_accounts WHERE aid = \(account)"
                    ).single().decode(0, as: Int32.self)
                })
            rates.within.append(
                try await Load.run(clients: Self.clients, seconds: Self.seconds) { random in
                    let id = documents.lowerBound + Int64(random.below(documents.count))
                    _ = try await tenant.read(
                        scope, "SELECT base_amount FROM ar_document WHERE id = \(id)"
                    ).single().int64(0)
                })
        }
        let limit = Timing.median(rates.limit)
        return [
            .rate(
                "a row by its key, \(Self.clients) connections", Timing.median(rates.plain),
                limit: limit, unit: "reads/s", atLeast: 0.5),
            .rate(
                "the same within a tenant", Timing.median(rates.within), limit: limit,
                unit: "reads/s", atLeast: 0.35),
        ]
    }

    private func pool(_ connection: String) throws -> PostgresPool {
        var configuration = PoolConfiguration(connectionString: connection)
        configuration.maxConnections = Self.clients
        return try PostgresPool(configuration)
    }
}
