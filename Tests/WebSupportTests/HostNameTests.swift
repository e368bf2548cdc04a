import Testing

@testable import WebSupport

@Suite struct `The host of a request` {
    @Test(arguments: [
        "localhost", "localhost:8080", "LOCALHOST", "127.0.0.1", "127.0.0.1:9", "127.8.7.6",
        "[::1]", "[::1]:8080", "acme.localhost", "acme.localhost:8080",
    ])
    func `may be this machine`(_ host: String) {
        #expect(HostName.isOurs(host))
    }

    @Test(arguments: [
        "example.com", "example.com:8080", "localhost.example.com", "127.0.0.1.example.com",
        "notlocalhost", "10.0.0.1", "0.0.0.0", "127.0.0.256", "127.0.0.01", "127.0.0", "::1:80",
        "[::2]", "[::1]x", "[::1", "localhost:80:90", "localhost:http", "user@localhost", "",
        "evil.example#.localhost", "evil.example/.localhost", "a@b.localhost", "\"><x>.localhost",
    ])
    func `may not be anything else`(_ host: String) {
        #expect(!HostName.isOurs(host))
    }

    @Test(arguments: [
        "books.example.com", "Books.Example.COM:443", "acme.books.example.com", "localhost:8080",
    ])
    func `may be the name on the web`(_ host: String) {
        #expect(HostName.isOurs(host, publicHost: "books.example.com"))
    }

    @Test(arguments: [
        "example.com", "notbooks.example.com", "books.example.com.evil.example",
        "evil@acme.books.example.com", "a/.books.example.com", "",
    ])
    func `is not a name beside it`(_ host: String) {
        #expect(!HostName.isOurs(host, publicHost: "books.example.com"))
    }

    @Test func `is refused when a stranger's name points here`() throws {
        let error = try #require(throws: WebError.self) {
            try HostStep.check("rebound.example:8080")
        }
        #expect(error.code == "host_not_allowed")
        #expect(error.kind == .forbidden)
        try HostStep.check("localhost:8080")
    }

    @Test func `must be there`() throws {
        for host in [nil, ""] {
            let error = try #require(throws: WebError.self) { try HostStep.check(host) }
            #expect(error.code == "host_missing")
        }
    }

    @Test func `names a tenant in its first part`() {
        #expect(HostName.tenantLabel("acme.localhost:8080") == "acme")
        #expect(HostName.tenantLabel("Acme.LOCALHOST") == "acme")
        #expect(HostName.tenantLabel("localhost:8080") == nil)
        #expect(HostName.tenantLabel("127.0.0.1") == nil)
        let web = "books.example.com"
        #expect(HostName.tenantLabel("acme.books.example.com", publicHost: web) == "acme")
        #expect(HostName.tenantLabel("a.b.books.example.com", publicHost: web) == "a.b")
        #expect(HostName.tenantLabel("books.example.com", publicHost: web) == nil)
        #expect(HostName.tenantLabel("acme.localhost", publicHost: web) == "acme")
    }
}

@Suite struct `The address to listen on` {
    @Test(arguments: [
        ("localhost", "127.0.0.1:8080"), ("127.0.0.1", "127.0.0.1:8080"), ("::1", "[::1]:8080"),
        ("[::1]", "[::1]:8080"), ("127.1.2.3", "127.1.2.3:8080"),
    ])
    func `is on this machine`(_ host: String, _ shown: String) throws {
        #expect(try ListeningAddress(host: host, port: 8080).description == shown)
    }

    @Test(arguments: ["0.0.0.0", "::", "192.168.1.5", "example.com", "", "localhost.example"])
    func `is refused where others could reach it`(_ host: String) throws {
        let error = try #require(throws: ServerSettingError.self) {
            try ListeningAddress(host: host, port: 8080)
        }
        #expect(error.code == "host_not_loopback")
        #expect(error.userMessage.contains("this machine only"))
    }

    @Test(arguments: [
        ("0.0.0.0", "0.0.0.0:443"), ("::", "[::]:443"), ("10.1.2.3", "10.1.2.3:443"),
        ("localhost", "127.0.0.1:443"),
    ])
    func `may be reached by others where something encrypts`(_ host: String, _ shown: String) throws
    {
        let address = try ListeningAddress(host: host, port: 443, isProtected: true)
        #expect(address.description == shown)
        #expect(address.isLoopback == (host == "localhost"))
    }

    @Test func `is an address even there`() throws {
        let error = try #require(throws: ServerSettingError.self) {
            try ListeningAddress(host: "books.example.com", port: 443, isProtected: true)
        }
        #expect(error.code == "host_not_an_address")
    }

    @Test(arguments: [-1, 65_536])
    func `has a port that exists`(_ port: Int) throws {
        #expect(throws: ServerSettingError.self) {
            try ListeningAddress(host: "localhost", port: port)
        }
    }
}
