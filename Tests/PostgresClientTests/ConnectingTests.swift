import Glibc
import PostgresClient
import TestSupport
import Testing

@Suite struct `Connecting` {
    @Test func `encrypts and checks the server's name when asked to`() async throws {
        let cluster = try TestCluster(offersTLS: true)
        let port = try #require(cluster.tlsPort)
        let directory = try #require(cluster.directory)
        let root = "sslrootcert=\(directory)/server.crt"
        let encrypted = try await usesTLS("host=localhost port=\(port) sslmode=require")
        #expect(encrypted)
        let verified = try await usesTLS(
            "host=localhost port=\(port) sslmode=verify-full \(root)")
        #expect(verified)
        let plain = try await usesTLS("host=localhost port=\(port) sslmode=disable")
        #expect(!plain)
        // The certificate is for the name, not for the address.
        let misnamed = await Playground.failure {
            try await usesTLS("host=127.0.0.1 port=\(port) sslmode=verify-full \(root)")
        }
        #expect(misnamed?.kind == .unavailable)
        let unknown = await Playground.failure {
            try await usesTLS(
                "host=localhost port=\(port) sslmode=verify-full sslrootcert=/dev/null")
        }
        #expect(unknown?.kind == .unavailable)
    }

    @Test func `gives up on a server that never answers`() async throws {
        let (descriptor, port) = try FreePort.listen()
        defer { close(descriptor) }
        var configuration = PoolConfiguration(
            connectionString: "host=127.0.0.1 port=\(port) user=a password=sEcReT dbname=d")
        configuration.connectTimeout = .milliseconds(100)
        try await Playground.withPool(configuration) { pool in
            let start = ContinuousClock.now
            let error = await Playground.failure { try await pool.query("SELECT 1") }
            #expect(ContinuousClock.now - start < .seconds(30))
            #expect(error?.kind == .unavailable)
            #expect(error?.isRetryable == true)
            #expect("\(String(describing: error))".contains("sEcReT") == false)
        }
    }

    @Test func `tries the next host when the first is gone`() async throws {
        let directory = try #require(TestCluster.shared.directory)
        let port = try FreePort.find()
        let text = "host=127.0.0.1,\(directory) port=\(port),5432 user=postgres dbname=postgres"
        try await Playground.withPool(PoolConfiguration(connectionString: text)) { pool in
            try await Playground.expectWorking(pool)
        }
    }

    @Test func `to a database that does not exist says so in the log text only`() async throws {
        let configuration = TestCluster.shared.configuration(database: "no_such_database")
        try await Playground.withPool(configuration) { pool in
            let error = await Playground.failure { try await pool.query("SELECT 1") }
            #expect(error?.diagnostic.contains("no_such_database") == true)
            #expect(error?.userMessage.contains("no_such_database") == false)
        }
    }

    @Test func `sets the time-outs once for the session`() async throws {
        let adjust: (inout PoolConfiguration) -> Void = {
            $0.statementTimeout = .seconds(11)
            $0.lockTimeout = .milliseconds(1_500)
            $0.idleInTransactionTimeout = .seconds(13)
            $0.applicationName = "a test"
        }
        try await Playground.withPool(connections: 1, adjust) { pool in
            let row = try await pool.query(
                """
                SELECT current_setting('statement_timeout'), current_setting('lock_timeout'),
                  current_setting('idle_in_transaction_session_timeout'),
                  current_setting('application_name')
                """
            ).single()
            let settings = try (0..<4).map { try row.string($0) }
            #expect(settings == ["11s", "1500ms", "13s", "a test"])
        }
    }

    @Test func `never shows a password`() throws {
        let configuration = PoolConfiguration(
            connectionString: "postgresql://me:sEcReT@db.example:5433/books?sslmode=require")
        var dumped = ""
        dump(configuration, to: &dumped)
        for text in ["\(configuration)", String(reflecting: configuration), dumped] {
            #expect(!text.contains("sEcReT"))
        }
        #expect("\(configuration)".contains("db.example"))
        let broken = PoolConfiguration(connectionString: "password=sEcReT oops=1")
        #expect(!"\(broken)".contains("sEcReT"))
    }

    @Test func `to another database keeps everything else of the string`() throws {
        let text = try PoolConfiguration.connectionString(
            from: "postgresql://me:it's%5C@db.example/books", database: "other", user: "you")
        #expect(text.contains("password='it\\'s\\\\'"))
        #expect(text.contains("dbname='other'"))
        #expect(text.contains("user='you'"))
        #expect(text.contains("host='db.example'"))
    }

    @Test func `leaves no thread behind after the shutdown`() async throws {
        var configuration = TestCluster.shared.configuration()
        configuration.threadNamePrefix = "gone"
        try await Playground.withPool(configuration) { pool in
            var heard = pool.listen(try Identifier("threads")).makeAsyncIterator()
            _ = await heard.next()
            let slow = Task { try await pool.query("SELECT pg_sleep(30)") }
            try await eventually { pool.statistics.opened == 1 }
            try await Playground.expectWorking(pool)
            slow.cancel()
            _ = try? await slow.value
            #expect(threads("gone") >= 3)
        }
        try await eventually { threads("gone") == 0 }
    }

    @Test func `leaves no thread behind when the pool is just let go of`() async throws {
        var configuration = TestCluster.shared.configuration()
        configuration.threadNamePrefix = "dropped"
        do {
            let pool = try PostgresPool(configuration)
            try await Playground.expectWorking(pool)
        }
        try await eventually { threads("dropped") == 0 }
    }

    private func usesTLS(_ text: String) async throws -> Bool {
        let configuration = PoolConfiguration(
            connectionString: text + " user=postgres dbname=postgres")
        return try await Playground.withPool(configuration) { pool in
            try await pool.withConnection { $0.usesTLS }
        }
    }

    /// How many of this process's threads have a name that begins so.
    private func threads(_ prefix: String) -> Int {
        var count = 0
        for name in DirectoryListing.names("/proc/self/task") {
            guard let file = fopen("/proc/self/task/\(name)/comm", "r") else { continue }
            defer { fclose(file) }
            var line = [CChar](repeating: 0, count: 32)
            guard fgets(&line, 32, file) != nil else { continue }
            let text = String(
                decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            if text.hasPrefix(prefix) { count += 1 }
        }
        return count
    }
}
