import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Identity
import Testing
import WebSupport

/// Asks an address in somebody's name, and says in a word what came of it.
struct RouteQuestion: Sendable {
    let client: any TestClientProtocol
    let site: AccessSite

    /// Who asks: by a browser's cookie, or as a program.
    enum Sender {
        case browser(SecretToken?)
        case program(bearer: String?)
    }

    /// Files for everybody have names of their content: they share one line.
    static func line(_ route: RouteListing, in table: AccessTable) -> (String, Bool) {
        let path = route.path.hasPrefix("/static/") ? "/static/…" : route.path
        let name = "\(route.method) \(path)"
        return (name, table.lines[name] == nil)
    }

    /// What came of a question.
    struct Outcome: Sendable {
        /// As the tables say it.
        let word: String
        /// Whether what was asked for was done, and not only its sender let in.
        let isDone: Bool
    }

    func ask(_ route: RouteListing, _ caller: Caller, _ sender: Sender) async throws -> Outcome {
        // In another tenant one new customer is enough, so that ids of ours are not also theirs.
        let code = caller.worksElsewhere ? "Ann" : UUID().uuidString
        let call = try await RouteCall(route, caller, site, newCustomer: code)
        var headers: HTTPFields = [.accept: "application/json"]
        var (csrf, isLoggedIn) = ("", false)
        switch sender {
        case .browser(let token):
            csrf = token?.derived(for: "csrf") ?? ""
            if let token { headers[.cookie] = "countinghouse_session=\(token.text)" }
            headers[HeaderNames.csrfToken] = csrf
            isLoggedIn = token != nil
        case .program(let bearer):
            if let bearer { headers[.authorization] = "Bearer \(bearer)" }
        }
        let request = UUID().uuidString
        headers[HeaderNames.requestID] = request
        if caller.namesOurs { headers[HeaderNames.tenant] = AccessSite.tenant }
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
        try await RouteCall.endStay(route, caller, site)
        // Told to wait after so many wrong passwords from one place: not logged in either.
        if response.status.code == 429,
            ["/accounts/login", "/api/v1/auth/login"].contains(route.path)
        {
            return Outcome(word: "login", isDone: false)
        }
        let outcome = Self.word(response)
        // What is refused changed nothing, but a failed login; waiting is recorded once a minute.
        let mayBeSilent =
            response.status == .tooManyRequests
            || (response.status.code >= 400 && route.path != "/login")
        if outcome == "yes", !mayBeSilent,
            RecordedRoutes.mustRecord(route, isLoggedIn: isLoggedIn)
        {
            let records = try await site.records(of: request)
            #expect(!records.isEmpty, "\(route.method) \(route.path) left no record")
        }
        return Outcome(
            word: outcome, isDone: outcome == "yes" && response.status.code < 400)
    }

    /// Who is let in and then told that what they sent is wrong is let in; that this is not for
    /// want of something that a right request would have met shows where somebody's is done.
    static func expectDone(_ route: RouteListing, _ outcomes: [Outcome]) {
        guard outcomes.contains(where: { $0.word == "yes" }) else { return }
        let isDone = outcomes.contains(where: \.isDone)
        #expect(
            isDone != RouteCall.isNeverDone(route),
            "\(route.method) \(route.path): \(isDone ? "it was done" : "nobody's was done")")
    }

    private static func word(_ response: TestResponse) -> String {
        let location = response.headers[.location] ?? ""
        let isSentToLogin =
            location.hasPrefix("/login?")
            || location == "/login"
                && response.headers[values: .setCookie].isEmpty
        let text = String(buffer: response.body)
        let asksForProof = text.contains("\"confirmation_needed\"")
        let namesNothing = ["customer_unknown", "document_unknown"].contains {
            text.contains("\"\($0)\"")
        }
        switch response.status.code {
        case 403 where asksForProof: return "proof"
        case 401: return "login"
        case 403: return "no"
        case 404: return "none"
        // Not what the address stands for is missing, but what the body names.
        case 400 where namesNothing: return "none"
        case 500...: return "broken"
        default: return isSentToLogin ? "login" : "yes"
        }
    }
}
