import Formats
import HTTPTypes
import Testing

@Suite struct `Jobs over the API` {
    private static let path = "/api/v1/jobs/"
    private static let hook = """
        {"url": "https://93.184.216.34/hook", "events": ["invoice.paid"]}
        """

    /// A job that waits; returns its address.
    private func job(_ site: APISite, _ owner: String) async throws -> String {
        let made = try await site.send(.post, "/api/v1/webhooks/", Self.hook, as: owner)
        let replay = try await site.send(
            .post, "/api/v1/webhooks/\(made.id)/replay/", #"{"since": "2026-01-01T00:00:00Z"}"#,
            as: owner)
        return try #require(replay.headers[.location])
    }

    @Test func `are cancelled and tried again`() async throws {
        try await APISite.use { site in
            let owner = try await site.person(.owner)
            let path = try await job(site, owner)
            let waits = try await site.send(.post, path + "retry/", "", as: owner)
            #expect(waits.status == 409 && waits.code == "job_not_retryable")
            let stopped = try await site.send(.post, path + "cancel/", "", once: "c", as: owner)
            #expect(stopped.status == 200 && stopped["state"]?.text == "cancelled")
            #expect(stopped["next_at"] == .null && stopped["attempts"]?.elements.isEmpty == true)
            let same = try await site.send(.post, path + "cancel/", "", once: "c", as: owner)
            #expect(same.text == stopped.text)
            let again = try await site.send(.post, path + "cancel/", "", as: owner)
            #expect(again.status == 409 && again.code == "job_not_cancellable")
            let queued = try await site.send(.post, path + "retry/", "", as: owner)
            #expect(queued["state"]?.text == "queued" && queued["next_at"]?.text != nil)
            #expect(queued["title"]?.text == "Send failed webhooks again")
        }
    }

    @Test func `are not tried again beside one that does the same`() async throws {
        try await APISite.use { site in
            let owner = try await site.person(.owner)
            let made = try await site.send(.post, "/api/v1/webhooks/", Self.hook, as: owner)
            let replay = "/api/v1/webhooks/\(made.id)/replay/"
            var paths: [String] = []
            for _ in 1...2 {
                let answer = try await site.send(
                    .post, replay, #"{"since": "2026-01-01T00:00:00Z"}"#, as: owner)
                paths.append(try #require(answer.headers[.location]))
                if paths.count == 1 {
                    _ = try await site.send(.post, paths[0] + "cancel/", "", as: owner)
                }
            }
            let again = try await site.send(.post, paths[0] + "retry/", "", as: owner)
            #expect(again.status == 409 && again.code == "job_waits_already", "\(again.text)")
            #expect(try await site.get(paths[0], as: owner)["state"]?.text == "cancelled")
        }
    }

    @Test func `are found by state and kind, page by page`() async throws {
        try await APISite.use { site in
            let owner = try await site.person(.owner)
            let paths = [
                try await job(site, owner), try await job(site, owner), try await job(site, owner),
            ]
            _ = try await site.send(.post, paths[1] + "cancel/", "", as: owner)
            let first = try await site.get("\(Self.path)?state=queued&limit=1", as: owner)
            #expect(first.texts("id").map { "\(Self.path)\($0)/" } == [paths[2]])
            let next = try #require(first.next)
            let rest = try await site.get(
                "\(Self.path)?state=queued&limit=1&after=\(next)", as: owner)
            #expect(rest.texts("id").map { "\(Self.path)\($0)/" } == [paths[0]])
            #expect(rest.next == nil)
            let kind = try await site.get("\(Self.path)?kind=webhooks.replay", as: owner)
            #expect(kind.items.count == 3)
            let wrong = try await site.get("\(Self.path)?kind=x", as: owner)
            #expect(wrong.status == 400 && wrong.code == "parameter_invalid")
            let other = try await site.get("/api/v1/jobs/987654321/", as: owner)
            #expect(other.status == 404 && other.code == "job_unknown")
        }
    }

    @Test func `are for administrators`() async throws {
        try await APISite.use { site in
            let owner = try await site.person(.owner)
            let accountant = try await site.person(.accountant)
            let path = try await job(site, owner)
            for address in [Self.path, path, Self.path + "schedules/"] {
                #expect(try await site.get(address, as: accountant).status == 403)
                #expect(try await site.get(address, as: owner).status == 200)
            }
        }
    }
}
