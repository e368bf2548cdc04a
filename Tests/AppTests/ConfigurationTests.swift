import Testing
import WebSupport

@testable import App

@Suite struct `The configuration` {
    private func load(_ values: [String: String]) throws -> Configuration {
        var values = values
        values["COUNTINGHOUSE_DATA_DIR"] = "/data"
        return try Configuration { values[$0] }
    }

    @Test func `has a default for everything`() throws {
        let configuration = try load([:])
        #expect(configuration.host == "127.0.0.1")
        #expect(configuration.port == 8080)
        #expect(configuration.databaseURL == nil)
        #expect(configuration.databasePreparesStatements)
        #expect(configuration.logLevel == .info)
        #expect(configuration.dataDirectory == "/data")
    }

    @Test func `takes what is set`() throws {
        let configuration = try load([
            "COUNTINGHOUSE_PORT": "0", "LOG_LEVEL": "warning", "DATABASE_POOL_SIZE": "32",
            "DATABASE_URL": "postgresql://host/db", "DATABASE_PREPARED_STATEMENTS": "off",
        ])
        #expect(configuration.port == 0)
        #expect(configuration.logLevel == .warning)
        #expect(configuration.databasePoolSize == 32)
        #expect(!configuration.databasePreparesStatements)
        #expect(configuration.linkBase == "http://127.0.0.1:0")
    }

    @Test func `takes what the server is called on the web`() throws {
        let configuration = try load([
            "COUNTINGHOUSE_PUBLIC_URL": "https://Books.example.com/",
            "COUNTINGHOUSE_TRUSTED_PROXIES": "127.0.0.1, 10.0.0.0/8",
            "COUNTINGHOUSE_CORS_ORIGINS": "https://app.example.com",
            "COUNTINGHOUSE_REQUESTS_PER_TENANT": "0",
        ])
        #expect(configuration.linkBase == "https://books.example.com")
        #expect(configuration.web.trustedProxies.count == 2)
        #expect(configuration.web.allowedOrigins.map(\.description) == ["https://app.example.com"])
        #expect(configuration.web.limits.tenant == 0)
        #expect(try configuration.web.edge().isProtected)
    }

    @Test func `says which certificate cannot be used`() throws {
        let configuration = try load([
            "COUNTINGHOUSE_TLS_CERTIFICATE": "/nowhere/chain.pem",
            "COUNTINGHOUSE_TLS_KEY": "/nowhere/key.pem",
        ])
        let error = try #require(throws: ServerSettingError.self) { try configuration.web.edge() }
        #expect(error.userMessage.contains("/nowhere/chain.pem"))
    }

    @Test(
        arguments: [
            ("COUNTINGHOUSE_PORT", "70000"), ("COUNTINGHOUSE_PORT", "http"),
            ("COUNTINGHOUSE_PUBLIC_URL", "books.example.com"),
            ("COUNTINGHOUSE_PUBLIC_URL", "https://books.example.com/ar"),
            ("COUNTINGHOUSE_TLS_KEY", "/key.pem"), ("COUNTINGHOUSE_TRUSTED_PROXIES", "nginx"),
            ("COUNTINGHOUSE_CORS_ORIGINS", "*"), ("COUNTINGHOUSE_REQUESTS_PER_CLIENT", "-1"),
            ("DATABASE_POOL_SIZE", "0"), ("DATABASE_PREPARED_STATEMENTS", "maybe"),
            ("LOG_LEVEL", "loud"), ("COUNTINGHOUSE_SECRETS_KEYS", "AAAA"),
            ("DATABASE_OWNER_URL", "postgresql://host/db"),
            ("DATABASE_URL", "garbage"), ("DATABASE_URL", "mysql://host/db"),
            ("DATABASE_URL", "postgresql://host:99999/db"), ("DATABASE_REPLICA_URL", "="),
            ("DATABASE_LISTEN_URL", "="), ("COUNTINGHOUSE_WEBHOOKS_HTTP", "perhaps"),
            ("COUNTINGHOUSE_SMTP_URL", "mail.example.com"),
            ("COUNTINGHOUSE_MAIL_FROM", "ada"), ("COUNTINGHOUSE_SMTP_TLS", "perhaps"),
            ("COUNTINGHOUSE_SMTP_CA", "/nowhere/ca.pem"),
        ])
    func `names the setting that stops the start`(setting: String, value: String) {
        #expect {
            try load([setting: value])
        } throws: { error in
            (error as? ConfigurationError)?.userMessage.contains(setting) == true
        }
    }

    @Test func `needs a sender for a mail server, and keeps its password to itself`() throws {
        let url = "smtp://u:topsecret@mail.example.com"
        let both = try load([
            "COUNTINGHOUSE_SMTP_URL": url, "COUNTINGHOUSE_MAIL_FROM": "Books <b@books.example>",
        ])
        #expect(both.mailServer?.host == "mail.example.com")
        #expect(both.mailFrom?.text == "b@books.example")
        #expect(try load([:]).mailServer == nil)
        for tls in ["required", "none"] {
            do {
                _ = try load(["COUNTINGHOUSE_SMTP_URL": url, "COUNTINGHOUSE_SMTP_TLS": tls])
                Issue.record("accepted")
            } catch {
                #expect(error is ConfigurationError)
                #expect(!"\(error)".contains("topsecret"))
            }
        }
    }
}
