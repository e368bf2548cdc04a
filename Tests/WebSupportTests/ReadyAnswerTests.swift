import Kernel
import NIOCore
import Tenancy
import Testing

@testable import WebSupport

@Suite struct `A ready answer` {
    private static let path = "/ar/api/summary-stats/"

    /// A connection on which an answer went out that holds.
    private static func answered(clientLimit: Int = 1_000) throws -> ReadyConnection {
        let connection = try ReadyConnection(clientLimit: clientLimit)
        try connection.send(path)
        try connection.answer("kept")
        #expect(try connection.sent() == ["kept"])
        return connection
    }

    @Test func `goes out once the database has said that it holds`() throws {
        let connection = try Self.answered()
        try connection.send(Self.path)
        #expect(connection.questions == 1)
        #expect(try connection.sent() == [])
        connection.reply()
        let answer = try #require(try connection.answers().first)
        #expect(answer.body == "kept")
        #expect(answer.head.headers["Content-Length"] == ["4"])
        #expect(answer.head.headers["X-Request-ID"].count == 1)
        #expect(answer.head.headers["X-Request-ID"] != ["first"])
        #expect(answer.head.headers["RateLimit"] == ["\"client\";r=999;t=1"])
        #expect(connection.paths == [Self.path])
        #expect(connection.hits == 1)
    }

    @Test(arguments: [
        (tenant: DataVersion(epoch: 1, changes: 8), shared: ReadyConnection.rights),
        (tenant: ReadyConnection.version, shared: DataVersion(epoch: 1, changes: 4)),
        (tenant: DataVersion(epoch: 2, changes: 7), shared: DataVersion(epoch: 2, changes: 3)),
    ])
    func `is not given once data or rights have changed`(
        versions: (tenant: DataVersion, shared: DataVersion)
    ) throws {
        let connection = try Self.answered()
        try connection.send(Self.path)
        connection.reply(versions)
        #expect(try connection.sent() == [])
        #expect(connection.paths == [Self.path, Self.path])
        #expect(connection.ends == 2)
        #expect(connection.hits == 0)
        try connection.answer("new")
        #expect(try connection.sent() == ["new"])
    }

    @Test func `is not given where the database does not answer`() throws {
        let connection = try Self.answered()
        try connection.send(Self.path)
        connection.reply(nil)
        #expect(connection.ends == 2)
    }

    @Test func `is for its second alone`() throws {
        let connection = try Self.answered()
        connection.pass(.milliseconds(999))
        try connection.send(Self.path)
        connection.reply()
        #expect(try connection.sent() == ["kept"])
        connection.pass(.milliseconds(1))
        try connection.send(Self.path)
        #expect(connection.questions == 0)
        #expect(connection.paths.count == 2)
    }

    /// What is "today" was found out when it began.
    @Test func `is none where its second ended before it went out`() throws {
        let connection = try ReadyConnection()
        try connection.send(Self.path)
        connection.pass(.seconds(1))
        try connection.answer("late")
        try connection.send(Self.path)
        #expect(connection.paths.count == 2)
    }

    @Test func `ends with its sender's session`() throws {
        let connection = try ReadyConnection()
        try connection.send(Self.path)
        try connection.answer("kept", holdsFor: .milliseconds(300))
        connection.pass(.milliseconds(299))
        try connection.send(Self.path)
        // It ends while the database is asked.
        connection.pass(.milliseconds(1))
        connection.reply()
        #expect(connection.paths.count == 2)
        try connection.answer("refused", holdsFor: nil)
        try connection.send(Self.path)
        #expect(connection.paths.count == 3)
    }

    @Test func `is none where nobody said that it holds`() throws {
        let connection = try ReadyConnection()
        try connection.send(Self.path)
        try connection.answer("private", holdsFor: nil)
        try connection.send(Self.path)
        #expect(connection.paths.count == 2)
    }

    @Test(arguments: [
        ("Authorization", "Bearer other"), ("Cookie", "a=b"), ("X-Tenant", "other"),
        ("Connection", "close"), ("Content-Length", "0"), ("host", "localhost"),
    ])
    func `is for the same request alone`(name: String, value: String) throws {
        let connection = try Self.answered()
        try connection.send(Self.path, .GET, (name, value))
        #expect(connection.paths.count == 2)
        #expect(connection.questions == 0)
    }

    /// Proxies give each an id of its own, and the answer says it.
    @Test func `is for requests with other ids too`() throws {
        let connection = try ReadyConnection()
        try connection.send(Self.path, .GET, ("X-Request-ID", "a"))
        try connection.answer("kept")
        _ = try connection.answers()
        for (given, expected) in [("b", "b"), ("no id", nil)] as [(String, String?)] {
            try connection.send(Self.path, .GET, ("x-request-id", given))
            connection.reply()
            let answer = try #require(try connection.answers().first)
            let said = try #require(answer.head.headers["X-Request-ID"].first)
            #expect(answer.body == "kept" && (said == expected || expected == nil))
            #expect(said != given || expected == given)
        }
        #expect(connection.paths.count == 1)
    }

    @Test func `is for no other method and no other address`() throws {
        let connection = try Self.answered()
        try connection.send(Self.path, .HEAD)
        try connection.answer("", holdsFor: nil)
        try connection.send(Self.path + "?")
        #expect(connection.paths == [Self.path, Self.path, Self.path + "?"])
    }

    @Test(arguments: [("Connection", "close"), ("Content-Length", "0"), ("Expect", "a")])
    func `is none for a request that says more than what it asks`(
        name: String, value: String
    ) throws {
        let connection = try ReadyConnection()
        for _ in 1...2 {
            try connection.send(Self.path, .GET, (name, value))
            try connection.answer("kept")
        }
        #expect(connection.paths.count == 2)
    }

    @Test func `counts for its sender, who is refused the usual way`() throws {
        let connection = try Self.answered(clientLimit: 2)
        for _ in 1...2 {
            try connection.send(Self.path)
            connection.reply()
            #expect(try connection.sent() == ["kept"])
        }
        try connection.send(Self.path)
        connection.reply()
        #expect(try connection.sent() == [])
        #expect(connection.paths.count == 2)
    }
}
