import Formats
import HTTPTypes
import PostgresClient
import Tenancy
import Testing

@Suite struct `Webhooks over the API` {
    private static let path = "/api/v1/webhooks/"
    /// On the public internet; nothing is sent while these tests run.
    private static let body = """
        {"url": "https://93.184.216.34/hook", "description": "ERP",
         "events": ["invoice.paid", "invoice.created"]}
        """

    @Test func `are added, read, changed and removed`() async throws {
        try await APISite.use { site in
            let owner = try await site.person(.owner)
            let made = try await site.send(.post, Self.path, Self.body, as: owner)
            #expect(made.status == 201)
            #expect(made["secret"]?.text?.hasPrefix("whsec_") == true)
            let path = try #require(made.headers[.location])
            let read = try await site.get(path, as: owner)
            #expect(read["secret"] == nil && read["state"]?.text == "active")
            #expect(
                read["events"]?.elements.compactMap(\.text) == ["invoice.created", "invoice.paid"])
            let changed = try await site.send(
                .patch, path, #"{"events": ["invoice.voided"]}"#, match: read.tag, as: owner)
            #expect(changed["events"]?.elements.compactMap(\.text) == ["invoice.voided"])
            #expect(changed["description"]?.text == "ERP")
            let stale = try await site.send(
                .patch, path, #"{"description": ""}"#, match: read.tag, as: owner)
            #expect(stale.status == 412)
            #expect(try await site.get(Self.path, as: owner).items.count == 1)
            let gone = try await site.send(.delete, path, once: "away", as: owner)
            #expect(gone.status == 204)
            #expect(try await site.send(.delete, path, once: "away", as: owner).status == 204)
            #expect(try await site.get(path, as: owner).code == "webhook_unknown")
        }
    }

    @Test(arguments: [
        (#"{"url": "https://127.0.0.1/", "events": ["invoice.paid"]}"#, "webhook_url_not_allowed"),
        (#"{"url": "ftp://example.com/", "events": ["invoice.paid"]}"#, "webhook_url_invalid"),
        (#"{"url": "https://93.184.216.34/", "events": []}"#, "member_type_wrong"),
        (#"{"url": "https://93.184.216.34/", "events": ["x"]}"#, "member_type_wrong"),
        (#"{"url": "https://93.184.216.34/"}"#, "member_missing"),
    ])
    func `are refused with what is wrong`(body: String, code: String) async throws {
        try await APISite.use { site in
            let owner = try await site.person(.owner)
            let refused = try await site.send(.post, Self.path, body, as: owner)
            #expect(refused.status == 400 && refused.code == code)
            #expect(try await site.get(Self.path, as: owner).items.isEmpty)
        }
    }

    @Test func `show a secret again to whoever sends the same request again`() async throws {
        try await APISite.use { site in
            let owner = try await site.person(.owner)
            let made = try await site.send(.post, Self.path, Self.body, once: "new", as: owner)
            let again = try await site.send(.post, Self.path, Self.body, once: "new", as: owner)
            #expect(again.status == 201 && again.text == made.text)
            #expect(again.headers[.location] == made.headers[.location])
            #expect(try await site.get(Self.path, as: owner).items.count == 1)
            let secret = try #require(made["secret"]?.text)
            // What is kept of the answer is not to be read.
            let kept = try await site.parts.services.once.perform(site.scope, nil) { connection in
                let find: Query = "SELECT body FROM api_request WHERE key = 'new'"
                let row = try connection.query(find).single()
                return OnceAnswer(status: 200, body: try row.decode(0, as: [UInt8].self))
            }.body
            #expect(!kept.isEmpty && !String(decoding: kept, as: UTF8.self).contains(secret))
            let rotated = try await site.send(
                .post, "\(Self.path)\(made.id)/secret/", "", once: "turn", as: owner)
            #expect(rotated.status == 200 && rotated["secret"]?.text != secret)
            #expect(rotated["old_secret_until"]?.text != nil)
            let turned = try await site.send(
                .post, "\(Self.path)\(made.id)/secret/", "", once: "turn", as: owner)
            #expect(turned.text == rotated.text)
        }
    }

    @Test func `are paused, tried and sent to again`() async throws {
        try await APISite.use { site in
            let admin = try await site.person(.admin)
            let made = try await site.send(.post, Self.path, Self.body, as: admin)
            let path = "\(Self.path)\(made.id)/"
            let paused = try await site.send(.post, path + "pause/", "", as: admin)
            #expect(paused["state"]?.text == "paused")
            let resumed = try await site.send(.post, path + "resume/", "", as: admin)
            #expect(resumed["state"]?.text == "active")
            let test = try await site.send(.post, path + "test/", "", once: "t", as: admin)
            #expect(test.status == 201 && test["event"]?["type"]?.text == "webhook.test")
            let same = try await site.send(.post, path + "test/", "", once: "t", as: admin)
            #expect(same.text == test.text)
            let delivery = try #require(test.headers[.location])
            let waits = try await site.send(.post, delivery + "replay/", "", as: admin)
            #expect(waits.status == 409 && waits.code == "webhook_delivery_under_way")
            let end: Query = "UPDATE webhook_delivery SET state = 'failed', finished_at = now()"
            _ = try await site.parts.services.once.perform(site.scope, nil) { connection in
                try connection.execute(end)
                return OnceAnswer(status: 204)
            }
            let failed = try await site.get(
                "\(Self.path)deliveries/?state=failed&webhook_id=\(made.id)", as: admin)
            #expect(failed.items.compactMap { $0["id"]?.text } == [test.id])
            let sent = try await site.send(.post, delivery + "replay/", "", as: admin)
            #expect(sent.status == 200 && sent["state"]?.text == "waiting")
            #expect(
                sent["payload"]?.text?.contains(#""type":"webhook.test""#) == true)
            let none = try await site.get("\(Self.path)deliveries/?state=failed", as: admin)
            #expect(none.items.isEmpty)
            let since = #"{"since": "2026-01-01T00:00:00Z"}"#
            let job = try await site.send(.post, path + "replay/", since, as: admin)
            #expect(job.status == 202)
            let place = try #require(job.headers[.location])
            let read = try await site.get(place, as: admin)
            #expect(read["kind"]?.text == "webhooks.replay" && read.id == job["job_id"]?.text)
            let twice = try await site.send(.post, path + "replay/", since, as: admin)
            #expect(twice.status == 202 && twice["job_id"] == .null)
        }
    }

    @Test func `are paused and get another secret only as they were read`() async throws {
        try await APISite.use { site in
            let owner = try await site.person(.owner)
            let made = try await site.send(.post, Self.path, Self.body, as: owner)
            let path = "\(Self.path)\(made.id)/"
            let known = try #require(try await site.get(path, as: owner).tag)
            _ = try await site.send(.patch, path, #"{"description": "Shop"}"#, as: owner)
            for act in ["pause", "resume", "secret"] {
                let stale = try await site.send(
                    .post, "\(path)\(act)/", match: known, as: owner)
                #expect(stale.status == 412 && stale.code == "precondition_failed", "\(act)")
            }
            let read = try await site.get(path, as: owner)
            #expect(read["state"]?.text == "active")
            let paused = try await site.send(.post, "\(path)pause/", match: read.tag, as: owner)
            #expect(paused.status == 200 && paused["state"]?.text == "paused")
        }
    }

    @Test func `come page by page`() async throws {
        try await APISite.use { site in
            let owner = try await site.person(.owner)
            var ids: [String] = []
            for _ in 1...3 {
                ids.append(try await site.send(.post, Self.path, Self.body, as: owner).id)
            }
            let first = try await site.get("\(Self.path)?limit=2", as: owner)
            #expect(first.texts("id") == [ids[0], ids[1]])
            let next = try #require(first.next)
            let rest = try await site.get("\(Self.path)?limit=2&after=\(next)", as: owner)
            #expect(rest.texts("id") == [ids[2]] && rest.next == nil)
            let path = "\(Self.path)\(ids[0])/test/"
            for _ in 1...3 { _ = try await site.send(.post, path, "", as: owner) }
            let list = "\(Self.path)deliveries/?webhook_id=\(ids[0])&limit=2"
            let newest = try await site.get(list, as: owner)
            let last = try #require(newest.next)
            let oldest = try await site.get("\(list)&after=\(last)", as: owner)
            #expect(newest.items.count == 2 && oldest.items.count == 1)
            let wrong = try await site.get("\(list)&after=x", as: owner)
            #expect(wrong.status == 400 && wrong.code == "cursor_invalid")
        }
    }
}
