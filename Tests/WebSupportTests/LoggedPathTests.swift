import Testing

@testable import WebSupport

@Suite struct `A path in the log` {
    private static let token = "qL3-_0aB7xYz91KkPpWwEeRrTtUuIiOoAaSsDdFfGgH"
    private static let link = "/login/link/…"

    /// Broken, cut off or pasted amiss: whatever is left of the secret goes.
    private static let links: [String] = [
        "/login/link/secret", "//login/link/secret", "/login//link/secret", "/login/%6cink/secret",
        "/login/./link/secret", "/login/x/../link/secret", "/x/%2e%2e/login/link/secret",
        "/LOGIN/LINK/secret", "/Login/%4Cink/secret", "/login%2flink/secret",
        "/login%2Flink%2Fsecret", "/login%252flink/secret", "/login%25%32flink/secret",
        "/login\\link\\secret", "/login/link/secret%ff", "/login/link;x/secret",
        "/login/%20link/secret", "/%20login/link/secret", "/login/%0d%0alink/secret",
        "/(login/link/secret", "/login/_link/secret", "/login/%e2%80%8blink/secret",
        "/%3Chttp://host/login/link/secret%3E", "/http://host/login/link/secret",
        "/login/link/sec%0d%0aret", "/login/link/sec=%0Aret", "/login/link/\(token)/",
    ]

    private static let secrets: [(String, String)] = [
        ("/\(token)", "/…"), ("/\(token)/", "/…/"), ("/lo%20gin/link/\(token)", "/lo%20gin/link/…"),
        ("/logi/nlink/\(token)%3e", "/logi/nlink/…%3e"),
        ("/l%0aogin/link/\(token).", "/l%0aogin/link/…."),
        ("/lnk/\(token)/and/\(token)", "/lnk/…/and/…"), ("/x/ch_\(token)", "/x/…"),
        // Two of its letters are taken for those of an escape.
        ("/x/%4F\(token.dropFirst(2))", "/x/…"), ("/x/%\(token)", "/x/%…"),
        // Written in escapes, also doubly.
        ("/x/%71\(token.dropFirst())", "/x/…"), ("/x/%2571\(token.dropFirst()).", "/x/…."),
        ("/x/\(token.dropLast())%48/y", "/x/…/y"), ("/x%2F\(token)", "/x%2F…"),
        ("/grüße/\(token)/ü", "/grüße/…/ü"), ("/%c3%bc\(token)%c3%bc", "/%c3%bc…%c3%bc"),
        ("\(token)", "…"),
    ]

    private static let harmless: [String] = [
        "/", "", "*", "/login", "/login/forgot", "/login/sso", "/link/login", "/ar/%zz", "/%",
        "/a%2", "/ar/report/", "/ar/customers/9223372036854775807/movements.csv",
        "/ar/api/invoice-details/120", "/api/v1/opening-balances/7/void",
        "/api/v1/imports/files/0123456789abcdef0123456789abcdef/rejects",
        "/x/123e4567-e89b-12d3-a456-426614174000", "/api/v1/tenants/a-company-with-a-long-name",
        "/ar/customers/M%C3%BCller%20und%20S%C3%B6hne%20Verwaltungsgesellschaft",
        "/static/0123456789abcdef/echarts/index-DlVyZyb_.js",
    ]

    @Test(arguments: links)
    func `says of a one-time link only that it is one`(_ path: String) {
        #expect(LoggedPath.text(path) == Self.link, "\(path)")
    }

    @Test(arguments: secrets)
    func `names no secret, wherever one stands`(_ path: String, _ shown: String) {
        #expect(LoggedPath.text(path) == shown, "\(path)")
    }

    @Test func `names none that is written in escapes from end to end`() {
        let once = Self.token.utf8.map { "%\(String($0, radix: 16))" }.joined()
        #expect(LoggedPath.text("/x/\(once)/y") == "/x/…/y")
        let twice = once.replacing("%", with: "%25")
        #expect(LoggedPath.text("/x/\(twice)/y") == "/x/…/y")
    }

    @Test func `is cut after its secrets are left out`() {
        let long = "/" + String(repeating: "a/", count: 99)
        #expect(LoggedPath.text(long + Self.token) == long + "…")
        let longer = String(repeating: "/a", count: 150)
        #expect(LoggedPath.text(longer) == longer.prefix(200))
        #expect(LoggedPath.text("/x/" + Self.token + longer).count == 200)
    }

    @Test(arguments: harmless)
    func `stays as it was sent where it has no secret`(_ path: String) {
        #expect(LoggedPath.text(path) == path, "\(path)")
    }

    @Test func `names every file of ours`() {
        let files = [
            BaseAssets.stylesheet, BrowserLibraries.htmx, BrowserLibraries.swagger,
            BrowserLibraries.swaggerStyle, BrowserLibraries.redoc,
        ]
        for file in files + BrowserLibraries.echarts {
            #expect(LoggedPath.text(file.path) == file.path)
        }
    }
}
