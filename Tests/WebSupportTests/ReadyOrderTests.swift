import NIOCore
import Testing

@testable import WebSupport

/// Several requests on a connection are answered in the order in which they came.
@Suite struct `Ready answers and others` {
    private static let path = "/kept"

    private static func answered() throws -> ReadyConnection {
        let connection = try ReadyConnection()
        try connection.send(path)
        try connection.answer("kept")
        _ = try connection.answers()
        return connection
    }

    @Test func `wait for one another`() throws {
        let connection = try Self.answered()
        try connection.send(Self.path)
        try connection.send("/other")
        try connection.send(Self.path)
        // Nothing overtakes the one that asks.
        #expect(connection.paths.count == 1)
        #expect(connection.questions == 1)
        connection.reply()
        #expect(try connection.sent() == ["kept"])
        // Behind one that the program has not answered all go the usual way.
        #expect(connection.paths == [Self.path, "/other", Self.path])
        #expect(connection.ends == 3)
        #expect(connection.questions == 0)
    }

    @Test func `ask one after the other`() throws {
        let connection = try Self.answered()
        for _ in 1...3 { try connection.send(Self.path) }
        for left in [1, 1, 1] {
            #expect(connection.questions == left)
            connection.reply()
            #expect(try connection.sent() == ["kept"])
        }
        #expect(connection.paths.count == 1)
    }

    @Test func `go on together where one no longer holds`() throws {
        let connection = try Self.answered()
        for _ in 1...3 { try connection.send(Self.path) }
        connection.reply(nil)
        #expect(connection.paths.count == 4)
        #expect(connection.ends == 4)
        #expect(try connection.sent() == [])
    }

    @Test func `of requests in a row are not mixed up`() throws {
        let connection = try ReadyConnection()
        try connection.send("/a")
        try connection.send("/b")
        try connection.answer("a")
        try connection.answer("b")
        _ = try connection.answers()
        // Which condition was for which is not told apart: neither is kept.
        for path in ["/a", "/b"] { try connection.send(path) }
        #expect(connection.questions == 0)
        #expect(connection.paths == ["/a", "/b", "/a", "/b"])
    }

    /// A server that ends lets its connections answer what they have.
    @Test func `are passed on when something happens to the connection`() throws {
        let connection = try Self.answered()
        try connection.send(Self.path)
        connection.fire(ChannelShouldQuiesceEvent())
        #expect(connection.paths.count == 2)
        #expect(connection.ends == 2)
        // The reply comes too late to answer twice.
        connection.reply()
        #expect(try connection.sent() == [])
        try connection.answer("usual")
        #expect(try connection.sent() == ["usual"])
    }
}
