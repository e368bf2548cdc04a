import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Identity
import Logging
import Testing
import WebSupport

@Suite struct `Every address` {
    /// The table is read by people: a line that changes here changes who sees what.
    @Test func `answers each role as the table says`() async throws {
        try await AccessSite.use { site in
            let parts = site.parts
            let routes = try WebServer.listing(
                tenants: parts.tenants, health: parts.health, features: parts.features)
            var logger = Logger(label: "test")
            logger.logLevel = .critical
            let server = try WebServer.build(
                address: try ListeningAddress(host: "127.0.0.1", port: 0), tenants: parts.tenants,
                authenticator: parts.authenticator, health: parts.health,
                features: parts.features, logger: logger)
            try await server.test(.router) { client in
                var table = AccessTable(columns: Caller.ofRoutes.map(\.rawValue))
                for route in routes {
                    var outcomes: [String] = []
                    for caller in Caller.ofRoutes {
                        outcomes.append(try await Self.ask(client, site, route, caller))
                    }
                    let (name, isNew) = Self.line(route, in: table)
                    #expect(isNew || table.lines[name] == outcomes, "\(route.path)")
                    table.set(name, outcomes)
                }
                await site.parts.importQueue.undoing(site.scope, site.importID)?.finished()
                let undone = try await site.records(ofAction: "import.undone")
                let started = try await site.records(ofAction: "import.started")
                #expect(undone == 1 && started >= 1)
                let differences = table.differences(from: try AccessTable.expected("routes.txt"))
                #expect(
                    differences.isEmpty,
                    """
                    Tests/AccessTests/routes.txt says otherwise:
                    \(differences.joined(separator: "\n"))
                    The whole of it:
                    \(table.text)
                    """)
            }
        }
    }

    /// Files for everybody have names of their content: they share one line.
    private static func line(_ route: RouteListing, in table: AccessTable) -> (String, Bool) {
        let path = route.path.hasPrefix("/static/") ? "/static/…" : route.path
        let name = "\(route.method) \(path)"
        return (name, table.lines[name] == nil)
    }

    private static func ask(
        _ client: any TestClientProtocol, _ site: AccessSite, _ route: RouteListing,
        _ caller: Caller
    ) async throws -> String {
        let call = try await RouteCall(route, site)
        let token = try await site.logIn(caller)
        let csrf = token?.derived(for: "csrf") ?? ""
        var headers: HTTPFields = [.accept: "application/json"]
        if let token { headers[.cookie] = "countinghouse_session=\(token.text)" }
        headers[HeaderNames.csrfToken] = csrf
        let request = UUID().uuidString
        headers[HeaderNames.requestID] = request
        if caller == .intruder { headers[HeaderNames.tenant] = AccessSite.tenant }
        var body = ""
        if let given = call.body {
            headers[.contentType] = given.type
            body = given.text.replacing("TOKEN", with: csrf)
        } else if route.method != "GET" {
            headers[.contentType] = "application/x-www-form-urlencoded"
            body = call.form.map { "\($0)=\($1.replacing(" ", with: "+"))" }
                .joined(separator: "&")
        }
        let response = try await client.execute(
            uri: call.path, method: HTTPRequest.Method(rawValue: route.method) ?? .get,
            headers: headers, body: ByteBuffer(string: body))
        // Told to wait after so many wrong passwords from one place: not logged in either.
        if response.status.code == 429,
            ["/accounts/login", "/api/v1/auth/login"].contains(route.path)
        {
            return "login"
        }
        let outcome = outcome(response)
        // What is refused changed nothing, but a failed login; waiting is recorded once a minute.
        let mayBeSilent =
            response.status == .tooManyRequests
            || (response.status.code >= 400 && route.path != "/login")
        if outcome == "yes", !mayBeSilent,
            RecordedRoutes.mustRecord(route, isLoggedIn: token != nil)
        {
            let records = try await site.records(of: request)
            #expect(!records.isEmpty, "\(route.method) \(route.path) left no record")
        }
        return outcome
    }

    private static func outcome(_ response: TestResponse) -> String {
        let location = response.headers[.location] ?? ""
        let isSentToLogin =
            location.hasPrefix("/login?")
            || location == "/login"
                && response.headers[values: .setCookie].isEmpty
        switch response.status.code {
        case 401: return "login"
        case 403: return "no"
        case 404: return "none"
        case 500...: return "broken"
        default: return isSentToLogin ? "login" : "yes"
        }
    }
}
