import Testing

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
    }

    @Test(
        arguments: [
            ("COUNTINGHOUSE_PORT", "70000"), ("COUNTINGHOUSE_PORT", "http"),
            ("DATABASE_POOL_SIZE", "0"), ("DATABASE_PREPARED_STATEMENTS", "maybe"),
            ("LOG_LEVEL", "loud"), ("DATABASE_OWNER_URL", "postgresql://host/db"),
            ("DATABASE_URL", "garbage"), ("DATABASE_URL", "mysql://host/db"),
            ("DATABASE_URL", "postgresql://host:99999/db"), ("DATABASE_REPLICA_URL", "="),
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
