import Glibc
import TestSupport
import Testing

@Suite(.serialized)
struct `A server whose database goes away` {
    @Test func `says so and starts it again when it is the server's own`() async throws {
        try await DurabilityPlace.use { place in
            try await place.run("tenant", "create", "acme")
            let server = try await place.serve()
            for signal in [SIGKILL, SIGQUIT] {
                var outage = Outage(of: server)
                try await outage.heal()
                let postmaster = try #require(place.cluster.postmaster(), "\(place.log)")
                kill(postmaster, signal)
                try await outage.observe()
                // A process that outlived its postmaster may still answer for a moment.
                let isReplaced = try await Patience.until(.seconds(30)) {
                    place.cluster.postmaster().map { $0 != postmaster } ?? false
                }
                #expect(isReplaced)
                try await outage.heal()
            }
            server.program.send(SIGTERM)
            #expect(try await server.program.end().isSuccess)
            #expect(place.cluster.all().isEmpty)
        }
    }

    @Test func `recovers when one of the database's processes is killed`() async throws {
        try await DurabilityPlace.use { place in
            try await place.run("tenant", "create", "acme")
            let server = try await place.serve()
            let postmaster = place.cluster.postmaster()
            let others = place.cluster.all().filter { $0 != postmaster }
            kill(try #require(others.last), SIGKILL)
            // PostgreSQL ends all of them before it recovers.
            let areGone = try await Patience.until(.seconds(30)) {
                Set(others).isDisjoint(with: place.cluster.all())
            }
            #expect(areGone)
            var outage = Outage(of: server)
            try await outage.heal()
            #expect(place.cluster.postmaster() == postmaster)
        }
    }

    @Test func `refuses as long as somebody else's stays away, and goes on by itself`()
        async throws
    {
        let cluster = try TestCluster()
        let database = try await cluster.makeDatabase()
        let address = cluster.connectionString(database: database)
        try await DurabilityPlace.use(variables: ["DATABASE_URL=\(address)"]) { place in
            try await place.run("tenant", "create", "acme")
            let server = try await place.serve()
            for goAway in [cluster.stop, cluster.crash] {
                var outage = Outage(of: server)
                try await outage.heal()
                try goAway()
                try await outage.observe()
                try await outage.persist(for: .seconds(3))
                try cluster.start()
                try await outage.heal()
            }
            server.program.send(SIGTERM)
            #expect(try await server.program.end().isSuccess)
        }
    }
}
