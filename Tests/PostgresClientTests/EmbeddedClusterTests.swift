import Foundation
import Testing

@testable import PostgresClient

@Suite(.serialized)
struct `An embedded cluster` {
    @Test func `is started by the first and stopped by the last`() async throws {
        try await EmbeddedPlayground.use { place in
            let first = try await EmbeddedCluster.attach(place.configuration())
            let second = try await EmbeddedCluster.attach(place.configuration())
            #expect(first.serverProcessID == second.serverProcessID)
            try await first.detach()
            #expect(second.isRunning)
            try await second.detach()
            #expect(!second.isRunning)
            #expect(try place.servers().isEmpty)
            #expect(access(second.socketDirectory, F_OK) != 0)
        }
    }

    @Test func `is one server for two processes that come at once`() async throws {
        try await EmbeddedPlayground.use { place in
            let probes = try (0..<2).map { _ in try EmbeddedProbeProcess(place.data) }
            let servers = [await probes[0].words(), await probes[1].words()]
            #expect(servers[0].first == "attached")
            #expect(servers[0] == servers[1])
            for probe in probes {
                try probe.tell("detach")
                #expect(await probe.line() == "detached")
                await probe.end()
            }
            #expect(try place.servers().isEmpty)
        }
    }

    @Test func `does not wait for a process that was killed`() async throws {
        try await EmbeddedPlayground.use { place in
            let cluster = try await EmbeddedCluster.attach(place.configuration())
            let probe = try EmbeddedProbeProcess(place.data)
            #expect(await probe.words().first == "attached")
            await probe.killAtOnce()
            #expect(cluster.isRunning)
            try await cluster.detach()
            #expect(try place.servers().isEmpty)
        }
    }

    @Test func `is found again when everyone who used it was killed`() async throws {
        try await EmbeddedPlayground.use { place in
            let probe = try EmbeddedProbeProcess(place.data)
            let server = await probe.words()
            await probe.killAtOnce()
            let cluster = try await EmbeddedCluster.attach(place.configuration())
            #expect("\(cluster.serverProcessID)" == server[1])
            try await cluster.detach()
            #expect(try place.servers().isEmpty)
        }
    }

    @Test func `is no part of the terminal's session`() async throws {
        try await EmbeddedPlayground.use { place in
            let cluster = try await EmbeddedCluster.attach(place.configuration())
            #expect(getsid(cluster.serverProcessID) == cluster.serverProcessID)
            try await cluster.detach()
        }
    }

    @Test func `keeps two data directories apart`() async throws {
        try await EmbeddedPlayground.use { place in
            let first = try await EmbeddedCluster.attach(place.configuration("one"))
            let second = try await EmbeddedCluster.attach(place.configuration("two"))
            #expect(first.serverProcessID != second.serverProcessID)
            #expect(first.socketDirectory != second.socketDirectory)
            try await first.detach()
            #expect(second.isRunning)
            try await second.detach()
        }
    }

    @Test func `runs in a data directory too deep for a socket`() async throws {
        try await EmbeddedPlayground.use { place in
            let name = Array(repeating: String(repeating: "d", count: 60), count: 5)
                .joined(separator: "/")
            let configuration = place.configuration(name)
            let cluster = try await EmbeddedCluster.attach(configuration)
            let answer = try EmbeddedAnswer.of("SHOW server_encoding", from: cluster)
            #expect(answer == "UTF8")
            try await cluster.detach()
        }
    }

    @Test func `answers a peer role without a password and refuses others`() async throws {
        try await EmbeddedPlayground.use { place in
            let early = try Identifier("early_login")
            let late = try Identifier("late_login")
            let cluster = try await EmbeddedCluster.attach(place.configuration(peers: [early]))
            let roles = "CREATE ROLE early_login LOGIN; CREATE ROLE late_login LOGIN"
            _ = try EmbeddedAnswer.of(roles, from: cluster)
            let question = "SELECT current_user"
            #expect(
                try EmbeddedAnswer.of(question, from: cluster, as: "early_login") == "early_login")
            #expect(throws: EmbeddedAnswer.Refused.self) {
                try EmbeddedAnswer.of(question, from: cluster, as: "late_login")
            }
            try await cluster.allowPeers([late])
            #expect(
                try EmbeddedAnswer.of(question, from: cluster, as: "late_login") == "late_login")
            try await cluster.detach()

            let again = try await EmbeddedCluster.attach(place.configuration())
            #expect(try EmbeddedAnswer.of(question, from: again, as: "late_login") == "late_login")
            try await again.detach()
        }
    }

    @Test func `has checksums, the plain locale and our settings`() async throws {
        try await EmbeddedPlayground.use { place in
            let configuration = place.configuration(settings: ["work_mem": "7MB"])
            let cluster = try await EmbeddedCluster.attach(configuration)
            let expected = [
                "data_checksums": "on", "lc_collate": "C.UTF-8", "work_mem": "7MB", "jit": "off",
                "listen_addresses": "", "log_statement": "none", "max_connections": "120",
                "password_encryption": "scram-sha-256", "synchronous_commit": "on",
            ]
            for (name, value) in expected {
                #expect(try EmbeddedAnswer.of("SHOW \(name)", from: cluster) == value, "\(name)")
            }
            let icu = "SELECT count(*) > 0 FROM pg_collation WHERE collprovider = 'i'"
            #expect(try EmbeddedAnswer.of(icu, from: cluster) == "t")
            try await cluster.detach()
        }
    }

    /// With the least log PostgreSQL would not start any more.
    @Test(arguments: [
        "ALTER SYSTEM SET archive_mode = 'on'", "ALTER SYSTEM SET max_wal_senders = 3",
        "SELECT pg_create_physical_replication_slot('standby', true)",
    ])
    func `goes on where somebody has its changes copied`(_ statement: String) async throws {
        try await EmbeddedPlayground.use { place in
            // As it was before, and where such a wish can be said.
            let wide = place.configuration(
                settings: ["wal_level": "replica", "max_wal_senders": "10"])
            let before = try await EmbeddedCluster.attach(wide)
            _ = try EmbeddedAnswer.of(statement, from: before)
            try await before.detach()
            let cluster = try await EmbeddedCluster.attach(place.configuration())
            #expect(try EmbeddedAnswer.of("SHOW wal_level", from: cluster) == "replica")
            try await cluster.detach()
        }
    }

    @Test func `writes the least log that survives a crash`() async throws {
        try await EmbeddedPlayground.use { place in
            let cluster = try await EmbeddedCluster.attach(place.configuration())
            #expect(try EmbeddedAnswer.of("SHOW wal_level", from: cluster) == "minimal")
            try await cluster.detach()
        }
    }

    @Test func `can be detached twice and then does nothing more`() async throws {
        try await EmbeddedPlayground.use { place in
            let cluster = try await EmbeddedCluster.attach(place.configuration())
            try await cluster.detach()
            try await cluster.detach()
            await #expect(throws: EmbeddedError.detached) { try await cluster.restartIfDown() }
        }
    }

    @Test func `leaves nothing running when attaching is cancelled`() async throws {
        try await EmbeddedPlayground.use { place in
            let task = Task { try await EmbeddedCluster.attach(place.configuration()) }
            while access(place.layout().attachmentLock, F_OK) != 0 { await Task.yield() }
            task.cancel()
            await #expect(throws: CancellationError.self) { _ = try await task.value }
            let cluster = try await EmbeddedCluster.attach(place.configuration())
            try await cluster.detach()
            let names = try FileSystem.names(in: place.data)
            #expect(!names.contains { $0.hasPrefix(ClusterLayout.draftPrefix) })
            #expect(try place.servers().isEmpty)
        }
    }
}
