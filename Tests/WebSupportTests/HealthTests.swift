import Hummingbird
import HummingbirdTesting
import Kernel
import Synchronization
import Testing

@testable import WebSupport

@Suite struct `Asking for health` {
    @Test(arguments: ["/health", "/health/"])
    func `is answered well`(_ path: String) async throws {
        try await WebFixtures.withServer(tenants: []) { client in
            let response = try await client.execute(uri: path, method: .get)
            #expect(response.status == .ok)
            #expect(response.headers[.contentType] == "application/json; charset=utf-8")
            #expect(
                response.text.hasPrefix(
                    #"{"cache":"none","database":"healthy","status":"healthy","timestamp":"2"#))
        }
    }

    @Test func `says so when the database is gone`() async throws {
        try await WebFixtures.withServer(tenants: [], ping: { throw Failing.unavailable }) {
            client in
            let response = try await client.execute(uri: "/health", method: .get)
            #expect(response.status == .serviceUnavailable)
            #expect(response.headers[.retryAfter] == "2")
            #expect(response.text.contains(#""database":"unhealthy","status":"unhealthy""#))
            let database = try await client.execute(uri: "/health/db/", method: .get)
            #expect(database.status == .serviceUnavailable)
            #expect(database.text == #"{"latency_ms":null,"status":"unhealthy"}"#)
        }
    }

    @Test func `does not wait for a database that hangs, nor ask it again`() async throws {
        let asked = Mutex(0)
        let (hanging, end) = AsyncStream.makeStream(of: Void.self)
        let ping: @Sendable () async throws -> Void = {
            asked.withLock { $0 += 1 }
            // Deaf to cancellation, as a blocked system call is.
            await Task { for await _ in hanging {} }.value
        }
        try await WebFixtures.withServer(tenants: [], ping: ping, limit: .milliseconds(20)) {
            client in
            for _ in 0..<3 {
                let response = try await client.execute(uri: "/health", method: .get)
                #expect(response.status == .serviceUnavailable)
            }
        }
        #expect(asked.withLock { $0 } == 1)
        end.finish()
    }

    @Test func `recovers by itself`() async throws {
        let isGone = Mutex(true)
        let ping: @Sendable () async throws -> Void = {
            if isGone.withLock({ $0 }) { throw Failing.unavailable }
        }
        try await WebFixtures.withServer(tenants: [], ping: ping) { client in
            let down = try await client.execute(uri: "/health/db", method: .get)
            #expect(down.status == .serviceUnavailable)
            isGone.withLock { $0 = false }
            let back = try await client.execute(uri: "/health/db", method: .get)
            #expect(back.status == .ok)
            #expect(back.text.contains(#""status":"healthy""#))
        }
    }

    @Test func `asks the mail server once in a while`() async throws {
        let asked = Mutex(0)
        for isGood in [true, false] {
            let probe = EmailProbe(limit: .seconds(10)) {
                asked.withLock { $0 += 1 }
                return isGood
            }
            for _ in 0..<5 { #expect(await probe.isGood() == isGood) }
        }
        #expect(asked.withLock { $0 } == 2)
        let hanging = EmailProbe(limit: .milliseconds(20)) {
            await withUnsafeContinuation { (_: UnsafeContinuation<Bool, Never>) in }
        }
        #expect(await hanging.isGood() == false)
    }

    @Test func `is well where mail goes to the log`() async throws {
        try await WebFixtures.withServer(tenants: []) { client in
            let response = try await client.execute(uri: "/health/email/", method: .get)
            #expect(response.status == .ok)
            #expect(response.text == #"{"configured":false,"status":"healthy"}"#)
        }
    }
}
