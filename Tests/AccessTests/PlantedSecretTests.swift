import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Identity
import Logging
import PostgresClient
import Synchronization
import Testing
import WebSupport

/// Secrets are sent in every way there is, and then looked for where none may be.
@Suite struct `A secret` {
    private static let planted = ["Planted", "Passphrase", "91"].joined(separator: "-")
    private static let wrong = "Mistyped-Passphrase-92"

    /// What is logged, at every level, with all that is said beside it.
    private final class Lines: Sendable {
        private let text = Mutex("")
        func add(_ line: String) { text.withLock { $0 += line + "\n" } }
        var all: String { text.withLock { $0 } }
    }

    private struct Recorder: LogHandler {
        let lines: Lines
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let all = metadata.merging(event.metadata ?? [:]) { $1 }
            lines.add("\(event.level) \(event.message) \(all)")
        }
    }

    private static func json(_ pairs: [String: String]) -> String {
        let data = try? JSONSerialization.data(withJSONObject: pairs)
        return String(decoding: data ?? Data(), as: UTF8.self)
    }

    /// Logs in and out in every way; returns each secret that was in it, by name.
    private static func plant(
        _ client: any TestClientProtocol, _ site: AccessSite
    ) async throws -> [String: String] {
        let email = "planted@example.com"
        _ = try await site.services.users.grant(
            EmailAddress(email), name: nil, role: .admin, in: site.scope.tenant,
            password: Self.planted, at: .now())
        let link = try await site.services.users.loginLink(EmailAddress(email), at: .now())
        var secrets = ["password": Self.planted, "wrong password": Self.wrong, "link": link.text]
        let form: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
        for password in [Self.wrong, Self.planted] {
            _ = try await client.execute(
                uri: "/login?password=\(password)", method: .post, headers: form,
                body: ByteBuffer(string: "email=planted%40example.com&password=\(password)"))
        }
        // Somebody types the password where the address belongs.
        _ = try await client.execute(
            uri: "/login", method: .post, headers: form,
            body: ByteBuffer(string: "email=\(Self.wrong)&password=x"))
        _ = try await client.execute(uri: "/login/link/\(link.text)", method: .get)
        let used = try await client.execute(
            uri: "/login/link/\(link.text)", method: .post, headers: form)
        let cookie = used.headers[.setCookie] ?? ""
        let session = String(cookie.split(separator: ";").first?.split(separator: "=").last ?? "")
        secrets["session"] = session
        let api: HTTPFields = [.contentType: "application/json"]
        let pair = try await client.execute(
            uri: "/api/v1/auth/login", method: .post, headers: api,
            body: ByteBuffer(string: json(["email": email, "password": Self.planted])))
        let tokens =
            try JSONSerialization.jsonObject(with: Data(buffer: pair.body)) as? [String: Any]
        for name in ["access", "refresh"] { secrets[name] = tokens?[name] as? String }
        let refresh = secrets["refresh"] ?? ""
        for _ in 1...2 {
            _ = try await client.execute(
                uri: "/api/v1/auth/refresh", method: .post, headers: api,
                body: ByteBuffer(string: json(["refresh": refresh])))
        }
        let key = try await site.services.keys.create(
            site.adminScope, name: "program", permissions: [.readReceivables], days: 1, at: .now())
        secrets["key"] = key.secret.text
        for bearer in [key.secret.text, secrets["access"] ?? "", key.secret.text + "x"] {
            for path in ["/api/v1/users/me", "/api/v1/reports/aging?as_of=x"] {
                _ = try await client.execute(
                    uri: path, method: .get, headers: [.authorization: "Bearer \(bearer)"])
            }
        }
        _ = try await client.execute(
            uri: "/account", method: .get,
            headers: [.cookie: "countinghouse_session=\(session)", .accept: "text/html"])
        return secrets
    }

    @Test func `sent through pages and the API stands in no log and no record`() async throws {
        try await AccessSite.use { site in
            let lines = Lines()
            let logger = Logger(label: "test") { _ in Recorder(lines: lines) }
            let parts = site.parts
            let server = try WebServer.build(
                address: try ListeningAddress(host: "127.0.0.1", port: 0), tenants: parts.tenants,
                authenticator: parts.authenticator, health: parts.health,
                features: parts.features, logger: logger)
            try await server.test(.router) { client in
                let secrets = try await Self.plant(client, site)
                #expect(secrets.count == 7 && secrets.values.allSatisfy { $0.count > 16 })
                let records = try await site.allRecords()
                // Both are there to be looked at.
                #expect(lines.all.contains("/api/v1/users/me") && records.contains("login.failed"))
                for (name, secret) in secrets {
                    #expect(!lines.all.contains(secret), "the log has the \(name)")
                    #expect(!records.contains(secret), "a record has the \(name)")
                }
            }
        }
    }

    @Test func `given to the command line stands in no error and no record`() async throws {
        try await AccessSite.use { site in
            var settings = site.settings
            settings["LOG_LEVEL"] = "trace"
            let planted = ["Planted", "Database", "93"].joined(separator: "-")
            var outputs = ""
            for url in [
                "postgresql://nobody:\(planted)@127.0.0.1:1/none",
                "postgresql://nobody:\(planted)@127.0.0.1:nonsense/none",
                "host=127.0.0.1 port=1 user=nobody password=\(planted)",
            ] {
                settings["DATABASE_URL"] = url
                settings["DATABASE_OWNER_URL"] = url
                for command in [
                    ["tenant", "list"], ["audit", "verify"], ["serve", "--port", "0"],
                ] {
                    let result = try CommandProcess.run(command, settings, in: site.directory)
                    #expect(result.status != 0 && !result.errors.isEmpty)
                    outputs += result.output + result.errors
                }
            }
            #expect(!outputs.contains(planted))
            let key = try CommandProcess.run(
                ["key", "create", "planted", "--may", "readReceivables", "--tenant", "acme"],
                site.settings, in: site.directory)
            let shown = key.output.firstMatch(of: /ch_[A-Za-z0-9_-]{43}/).map { String($0.0) }
            let made = try #require(shown)
            let records = try await site.allRecords()
            #expect(records.contains("key.created") && !records.contains(made))
            #expect(!records.contains(planted))
        }
    }
}
