import BooksTestSupport
import Formats
import HTTPTypes
import Kernel
import PostgresClient
import Receivables
import Testing

@Suite struct `Undoing an import over the API` {
    private static let path = "/api/v1/imports/"
    private static let list = """
        Customer,Invoice No,Invoice Date,Due Date,Amount
        Ann,1,2026-03-01,2026-03-31,100.00
        Bob,1,2026-03-01,2026-03-31,50.00
        """

    /// Imports the list; returns the import's id.
    private static func imported(_ site: APISite) async throws -> String {
        let made = try await site.send(.post, Self.path, list, type: "text/csv")
        let location = try #require(made.headers[.location])
        let run = try await settled(site, location, while: ["importing"])
        return try #require(run["import_id"]?.text)
    }

    /// What stands there when it is over.
    private static func settled(
        _ site: APISite, _ location: String, while states: Set<String>
    ) async throws -> APIResponse {
        while true {
            let answer = try await site.get(location)
            guard answer.status == 200, states.contains(answer["state"]?.text ?? "") else {
                return answer
            }
            await Task.yield()
        }
    }

    /// While another import of the tenant is under way in another program.
    private static func whileBusy(
        _ site: APISite, _ body: @escaping @Sendable () async throws -> Void
    ) async throws {
        let key: Query = """
            SELECT pg_advisory_xact_lock(
                hashtextextended(\(site.books.tenant.schema.name) || '.ar_import', 0))
            """
        try await site.books.pool.transaction { connection in
            try connection.execute(key)
            try await body()
        }
    }

    /// Ends the database's session of whoever waits for that import, once somebody does.
    private static func endWaiting(_ site: APISite) async throws {
        try await site.books.installation.administer { connection in
            let end: Query = """
                SELECT pg_terminate_backend(pid, 5000) FROM pg_locks
                WHERE locktype = 'advisory' AND NOT granted AND database
                    = (SELECT oid FROM pg_database WHERE datname = current_database())
                """
            while try connection.query(end).isEmpty {}
        }
    }

    @Test func `says what that takes back, and takes it back once`() async throws {
        try await APISite.use { site in
            let before = try await site.books.journal()
            let id = try await Self.imported(site)
            let address = "\(Self.path)\(id)/undo/"
            let plan = try await site.get(address)
            #expect(plan["state"]?.text == "possible" && plan["documents"] == .number("2"))
            #expect(plan.amount("amount") == "150.00" && plan["percent"] == .number("0"))
            func undo(_ body: String = "") async throws -> APIResponse {
                try await site.send(.post, address, body, once: "undo", match: plan.tag)
            }
            let begun = try await undo()
            #expect(begun.status == 202 && begun.headers[.location] == address)
            let done = try await Self.settled(site, address, while: ["waiting", "running"])
            #expect(done["state"]?.text == "undone" && done["percent"] == .number("100"))
            let again = try await undo()
            #expect(again.status == 202 && again.text == begun.text)
            #expect(again.isReplay)
            let saysNothing = try await undo("{}")
            #expect(saysNothing.isReplay && saysNothing.text == begun.text)
            let stale = try await site.send(.post, address, "", match: plan.tag)
            #expect(stale.status == 412 && stale.code == "precondition_failed")
            let twice = try await site.post(address, "")
            #expect(twice.status == 409 && twice.code == "import_undone")
            #expect(try await site.get("\(Self.path)\(id)/")["undone_at"]?.text != nil)
            let left = try await site.get("/api/v1/invoices/?import_id=\(id)&status=void")
            #expect(left.items.count == 2)
            #expect(try await site.books.journal() == before)
            #expect(try await site.books.differences() == [])
            #expect(try await site.records("import.undone") == 1)
        }
    }

    @Test func `waits until what came later is taken back`() async throws {
        try await APISite.use { site in
            let id = try await Self.imported(site)
            let address = "\(Self.path)\(id)/undo/"
            let known = try await site.get(address).tag
            let invoices = try await site.get("/api/v1/invoices/?import_id=\(id)")
            let invoice = try #require(invoices.texts("id").first)
            let loss = try await site.post(
                "/api/v1/write-offs/",
                #"{"document_id": "\#(invoice)", "amount": \#(APISite.money("1.00"))}"#)
            let plan = try await site.get(address)
            #expect(plan["state"]?.text == "blocked" && plan["blocked"] == .number("1"))
            let blocker = try #require(plan["blockers"]?.elements.first)
            #expect(blocker["reason"]?.text == "written_off")
            #expect(blocker["document"]?["id"]?.text == invoice)
            #expect(blocker["document"]?["kind"]?.text == "invoice")
            let stale = try await site.send(.post, address, "", match: known)
            #expect(stale.status == 412)
            let refused = try await site.post(address, "")
            #expect(refused.status == 409 && refused.code == "import_not_undoable")
            #expect(try await site.get("/api/v1/invoices/\(invoice)/")["status"]?.text == "posted")
            let writeOff = loss.items.first?["id"]?.text ?? ""
            _ = try await site.post("/api/v1/write-offs/\(writeOff)/reverse/", "")
            #expect(try await site.get(address)["state"]?.text == "possible")
            #expect(try await site.post(address, "").status == 202)
            _ = try await Self.settled(site, address, while: ["waiting", "running"])
            #expect(try await site.get("/api/v1/invoices/\(invoice)/")["status"]?.text == "void")
            #expect(try await site.books.journal() == [])
            #expect(try await site.books.differences() == [])
        }
    }

    @Test func `is for those alone who may import`() async throws {
        try await APISite.use { site in
            let id = try await Self.imported(site)
            let address = "\(Self.path)\(id)/undo/"
            let group = try await site.parts.services.groups.create(site.scope, "North")
            for bearer in [
                try await site.limited(to: group.rawValue), try await site.person(.collector),
            ] {
                #expect(try await site.get(address, as: bearer).status == 403)
                #expect(try await site.send(.post, address, "", as: bearer).status == 403)
            }
            for (address, sender) in [
                (address, site.foreignKey), ("\(Self.path)999999/undo/", site.key),
                ("\(Self.path)x/undo/", site.key),
            ] {
                for method in [HTTPRequest.Method.get, .post] {
                    let body = method == .post ? "" : nil
                    let refused = try await site.send(method, address, body, as: sender)
                    #expect(refused.status == 404 && refused.code == "import_unknown")
                }
            }
            #expect(try await site.get(address)["state"]?.text == "possible")
        }
    }

    @Test func `is done once, however often it is asked for meanwhile`() async throws {
        try await APISite.use { site in
            let id = try await Self.imported(site)
            let address = "\(Self.path)\(id)/undo/"
            try await Self.whileBusy(site) {
                for key in ["one", "two"] {
                    let begun = try await site.send(.post, address, "", once: key)
                    #expect(begun.status == 202 && begun["state"]?.text == "running")
                }
                #expect(try await site.get(address)["state"]?.text == "running")
            }
            let done = try await Self.settled(site, address, while: ["waiting", "running"])
            #expect(done["state"]?.text == "undone" && done["problem"] == .null)
            #expect(try await site.records("import.undone") == 1)
            #expect(try await site.books.journal() == [])
        }
    }

    @Test func `is told where something came in between`() async throws {
        try await APISite.use { site in
            let id = try await Self.imported(site)
            let address = "\(Self.path)\(id)/undo/"
            let found = try await site.get("/api/v1/invoices/?import_id=\(id)")
            let invoice = try #require(found.texts("id").first)
            try await Self.whileBusy(site) {
                #expect(try await site.post(address, "").status == 202)
                let voided = try await site.post("/api/v1/invoices/\(invoice)/void/", "")
                #expect(voided.status == 200)
            }
            let left = try await Self.settled(site, address, while: ["waiting", "running"])
            #expect(left["state"]?.text == "blocked")
            #expect(left["problem"]?.text?.contains("It was voided since.") == true)
            #expect(try await site.records("import.undone") == 0)
            #expect(try await site.books.differences() == [])
        }
    }

    /// The database ends what is under way: the import is as it was, and may be undone as before.
    @Test func `is told where it was broken off, and leaves its key for another try`()
        async throws
    {
        try await APISite.use { site in
            let before = try await site.books.journal()
            let id = try await Self.imported(site)
            let address = "\(Self.path)\(id)/undo/"
            try await Self.whileBusy(site) {
                async let ending: Void = Self.endWaiting(site)
                let broken = try await site.send(.post, address, "", once: "undo")
                try await ending
                #expect(broken.status == 503 && broken.code == "import_undo_broken")
                #expect(broken["detail"]?.text?.contains("please try again") == true)
            }
            let left = try await site.get(address)
            #expect(left["state"]?.text == "possible" && left["problem"]?.text != nil)
            #expect(try await site.records("import.undone") == 0)
            let again = try await site.send(.post, address, "", once: "undo")
            #expect(again.status == 202 && !again.isReplay)
            let done = try await Self.settled(site, address, while: ["waiting", "running"])
            #expect(done["state"]?.text == "undone" && done["problem"] == .null)
            #expect(try await site.records("import.undone") == 1)
            #expect(try await site.books.journal() == before)
            #expect(try await site.books.differences() == [])
        }
    }

    @Test func `stops one that is under way, and nothing of it is stored`() async throws {
        try await APISite.use { site in
            let before = try await site.books.journal()
            let started = try await site.parts.services.groups.create(site.scope, "North")
            let collector = try await site.limited(to: started.rawValue)
            let owner = try await site.person(.owner)
            let (files, tell) = AsyncStream.makeStream(of: String.self)
            try await Self.whileBusy(site) {
                let made = try await site.send(.post, Self.path, Self.list, type: "text/csv")
                #expect(made["state"]?.text == "importing")
                let file = try #require(made.headers[.location])
                tell.yield(file)
                let cancel = "\(file)cancel/"
                #expect(try await site.send(.post, cancel, "", as: collector).status == 403)
                // A file is its sender's, and for everybody else not there.
                for other in [site.foreignKey, owner] {
                    let refused = try await site.send(.post, cancel, "", as: other)
                    #expect(refused.status == 404 && refused.code == "upload_unknown")
                }
                let told = try await site.send(.post, cancel, "", once: "stop")
                #expect(told.status == 202 && told.headers[.location] == file)
                let again = try await site.send(.post, cancel, "", once: "stop")
                #expect(again.text == told.text && again.isReplay)
            }
            var iterator = files.makeAsyncIterator()
            let file = try #require(await iterator.next())
            let left = try await Self.settled(site, file, while: ["importing"])
            #expect(left["state"]?.text == "cancelled" && left["import_id"] == .null)
            let late = try await site.post("\(file)cancel/", "")
            #expect(late.status == 409 && late.code == "upload_not_running")
            #expect(try await site.get(Self.path).items.isEmpty)
            #expect(try await site.books.journal() == before)
            #expect(try await site.records("import.stopped") == 1)
        }
    }
}
