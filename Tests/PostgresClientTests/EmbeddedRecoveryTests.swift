import Foundation
import Testing

@testable import PostgresClient

@Suite(.serialized)
struct `An embedded cluster after a crash` {
    @Test func `is restarted once by whoever notices first`() async throws {
        try await EmbeddedPlayground.use { place in
            let cluster = try await EmbeddedCluster.attach(place.configuration())
            let probe = try EmbeddedProbeProcess(place.data)
            #expect(await probe.words().first == "attached")
            try EmbeddedAnswer.of("CREATE TABLE kept AS SELECT 42 AS n", from: cluster)
            let address = cluster.connectionString(database: "postgres", user: "postgres")
            #expect(try await cluster.restartIfDown() == false)

            await Self.killServer(of: cluster)
            #expect(try await cluster.restartIfDown())
            try probe.tell("restart")
            #expect(await probe.words() == ["restarted", "false", "\(cluster.serverProcessID)"])
            #expect(cluster.connectionString(database: "postgres", user: "postgres") == address)
            #expect(try EmbeddedAnswer.of("SELECT n FROM kept", from: cluster) == "42")
            try probe.tell("detach")
            await probe.end()
            try await cluster.detach()
            #expect(try place.servers().isEmpty)
        }
    }

    @Test func `ends the processes that outlived their postmaster`() async throws {
        try await EmbeddedPlayground.use { place in
            let cluster = try await EmbeddedCluster.attach(place.configuration())
            let address = cluster.connectionString(database: "postgres", user: "postgres")
            // A loop that never looks up: it does not notice that the postmaster is gone.
            let loop = Thread { _ = try? EmbeddedAnswer.of(address: address, Self.endlessLoop) }
            loop.start()
            while try EmbeddedAnswer.of(Self.isLooping, from: cluster) != "t" { await Task.yield() }
            await Self.killServer(of: cluster)
            #expect(try await cluster.restartIfDown())
            #expect(try EmbeddedAnswer.of("SELECT 1", from: cluster) == "1")
            try await cluster.detach()
        }
    }

    private static func killServer(of cluster: EmbeddedCluster) async {
        kill(cluster.serverProcessID, SIGKILL)
        while cluster.isRunning { await Task.yield() }
    }

    private static let endlessLoop = "DO $$ BEGIN LOOP NULL; END LOOP; END $$"
    private static let isLooping =
        "SELECT count(*) > 0 FROM pg_stat_activity WHERE query LIKE 'DO %' AND state = 'active'"

    @Test func `is not misled by a process number that is somebody else's`() async throws {
        try await EmbeddedPlayground.use { place in
            let cluster = try await EmbeddedCluster.attach(place.configuration())
            await Self.killServer(of: cluster)
            let path = place.layout().postmasterFile
            let text = try FileSystem.text(of: path) ?? ""
            let rest = text.split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
            let forged = ["\(getppid())"] + rest.map(String.init)
            let account = try ServiceAccount.resolve(clusterDirectory: place.layout().cluster)
            try FileSystem.replace(path, with: forged.joined(separator: "\n"), owner: account)
            #expect(try await cluster.restartIfDown())
            try await cluster.detach()
        }
    }

    @Test func `is restarted when its socket was cleaned away`() async throws {
        try await EmbeddedPlayground.use { place in
            let cluster = try await EmbeddedCluster.attach(place.configuration())
            unlink("\(cluster.socketDirectory)/.s.PGSQL.5432")
            #expect(!cluster.isRunning)
            #expect(try await cluster.restartIfDown())
            #expect(try EmbeddedAnswer.of("SELECT 1", from: cluster) == "1")
            try await cluster.detach()
        }
    }

    private static var rounds: Range<Int> {
        ProcessInfo.processInfo.environment["COUNTINGHOUSE_TEST_LONG"] == nil ? 0..<8 : 0..<100
    }

    @Test(arguments: rounds)
    func `can be created after a kill while it was being created`(round: Int) async throws {
        try await EmbeddedPlayground.use { place in
            let probe = try EmbeddedProbeProcess(place.data)
            var random = EmbeddedSeed.generator(round: round)
            // The moment of the crash is what is being tried; nothing is waited for.
            try await Task.sleep(for: .milliseconds(Int.random(in: 0..<800, using: &random)))
            await probe.killAtOnce()
            let cluster = try await EmbeddedCluster.attach(place.configuration())
            #expect(try EmbeddedAnswer.of("SELECT 1", from: cluster) == "1")
            try await cluster.detach()
            let names = try FileSystem.names(in: place.data)
            #expect(!names.contains { $0.hasPrefix(ClusterLayout.draftPrefix) })
            #expect(try place.servers().isEmpty)
        }
    }

    @Test func `says why it could not start`() async throws {
        try await EmbeddedPlayground.use { place in
            let configuration = place.configuration(settings: ["shared_buffers": "nonsense"])
            let error = await #expect(throws: EmbeddedError.self) {
                try await EmbeddedCluster.attach(configuration)
            }
            #expect(error?.code == "postgres_start_failed")
            #expect(error?.diagnostic.contains("shared_buffers") == true)
            #expect(error?.userMessage.contains("shared_buffers") == false)
            // A failed start leaves nothing in the way of the next.
            let cluster = try await EmbeddedCluster.attach(place.configuration())
            try await cluster.detach()
        }
    }

    @Test func `names the version its data needs`() async throws {
        try await EmbeddedPlayground.use { place in
            let layout = place.layout()
            for directory in [layout.dataDirectory, layout.cluster] {
                _ = try FileSystem.makeDirectory(directory, mode: 0o700)
            }
            try Data("12\n".utf8).write(to: URL(filePath: "\(layout.cluster)/PG_VERSION"))
            await #expect(throws: EmbeddedError.postgresMissing(version: 12)) {
                try await EmbeddedCluster.attach(place.configuration())
            }
        }
    }
}
