import HummingbirdTesting
import Identity
import Tenancy
import Testing
import WebSupport

@Suite struct `A key with one permission` {
    /// Each of what keys can be given, alone and with reading, which most writes need for their
    /// answer: what it opens that it should not, or does not open that it should, is another line
    /// of the table.
    @Test func `does what is for that permission and nothing else`() async throws {
        try await AccessSite.use { site in
            let (routes, server) = try AccessServer.build(site)
            let all = KeyService.scopes(of: site.adminScope)
            let permissions = Permission.allCases.filter(all.contains)
            var (keys, names) = ([String](), [String]())
            for permission in permissions {
                keys.append(try await site.key(with: [permission]))
                names.append(permission.rawValue)
            }
            for permission in permissions where permission != .readReceivables {
                keys.append(try await site.key(with: [.readReceivables, permission]))
                names.append("read+\(permission.rawValue)")
            }
            let (bearers, columns) = (keys, names)
            try await server.test(.router) { client in
                let question = RouteQuestion(client: client, site: site)
                var table = AccessTable(columns: columns)
                for route in routes where route.path.contains("/api/") {
                    var outcomes: [RouteQuestion.Outcome] = []
                    for bearer in bearers {
                        outcomes.append(
                            try await question.ask(route, .key, .program(bearer: bearer)))
                    }
                    table.set("\(route.method) \(route.path)", outcomes.map(\.word))
                    RouteQuestion.expectDone(route, outcomes)
                }
                try table.expectSame(as: "keys.txt")
            }
        }
    }
}
