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
            let (routes, server) = try AccessServer.build(site)
            try await server.test(.router) { client in
                let question = RouteQuestion(client: client, site: site)
                var table = AccessTable(columns: Caller.ofRoutes.map(\.rawValue))
                for route in routes {
                    var outcomes: [RouteQuestion.Outcome] = []
                    for caller in Caller.ofRoutes {
                        let token = try await site.logIn(caller)
                        outcomes.append(try await question.ask(route, caller, .browser(token)))
                    }
                    let (name, isNew) = RouteQuestion.line(route, in: table)
                    let words = outcomes.map(\.word)
                    #expect(isNew || table.lines[name] == words, "\(route.path)")
                    table.set(name, words)
                    RouteQuestion.expectDone(route, outcomes)
                }
                await site.parts.importQueue.undoing(site.scope, site.importID)?.finished()
                let undone = try await site.records(ofAction: "import.undone")
                let started = try await site.records(ofAction: "import.started")
                #expect(undone == 1 && started >= 1)
                try table.expectSame(as: "routes.txt")
            }
        }
    }

    /// With bearer tokens and keys instead of cookies: a program has rights and no session, so what
    /// a page does with somebody's own session is not for it.
    @Test func `answers programs as the table says`() async throws {
        try await AccessSite.use { site in
            let (routes, server) = try AccessServer.build(site)
            try await server.test(.router) { client in
                let question = RouteQuestion(client: client, site: site)
                var table = AccessTable(columns: Caller.ofPrograms.map(\.rawValue))
                for route in routes where !RecordedRoutes.isForEverybody(route) {
                    var outcomes: [RouteQuestion.Outcome] = []
                    for caller in Caller.ofPrograms {
                        let bearer = try await site.bearer(caller)
                        outcomes.append(
                            try await question.ask(route, caller, .program(bearer: bearer)))
                    }
                    table.set("\(route.method) \(route.path)", outcomes.map(\.word))
                    RouteQuestion.expectDone(route, outcomes)
                }
                await site.parts.importQueue.undoing(site.scope, site.importID)?.finished()
                try table.expectSame(as: "programs.txt")
            }
        }
    }
}
