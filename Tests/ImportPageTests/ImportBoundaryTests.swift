import BooksTestSupport
import HTTPTypes
import Kernel
import PostgresClient
import Receivables
import Tenancy
import Testing

@Suite
struct `An uploaded file` {
    private static let list = """
        Customer,Invoice No,Invoice Date,Amount
        Acme,1,2026-01-05,100.00

        """

    @Test func `exists for nobody but who sent it, and in no other tenant`() async throws {
        try await ImportServer.use { server in
            let path = try await server.send(Self.list)
            #expect(try await server.get(path).status == .ok)
            #expect(try await server.get(path, as: "bob@example.com").status == .notFound)
            #expect(try await server.get(path, of: "other").status == .notFound)
            for further in ["check", "events", "check/events", "rejects.csv"] {
                #expect(try await server.get(path + further, of: "other").status == .notFound)
                let other = try await server.get(path + further, as: "bob@example.com")
                #expect(other.status == .notFound)
            }
            let foreign = try await server.form(path, [("action", "import")], tenant: "other")
            #expect(foreign.status == .notFound)
            for action in ["cancel", "remove"] {
                let answer = try await server.post(path + action, as: "bob@example.com")
                #expect(answer.status == .notFound)
            }
            #expect(try await server.stored() == 0)
            #expect(try await server.get("/import/file/../../etc/passwd/").status == .notFound)
            #expect(
                try await server.get("/import/file/\(String(repeating: "0", count: 32))/").status
                    == .notFound)
        }
    }

    @Test func `cannot be sent without permission or without the token`() async throws {
        try await ImportServer.use(permissions: [.readReceivables]) { server in
            let answer = try await server.form("/import/", [], file: ("a.csv", [65]))
            #expect(answer.status == .forbidden)
            #expect(try await server.get("/import/").status == .forbidden)
            #expect(try await server.get("/import/1/").status == .forbidden)
        }
        try await ImportServer.use { server in
            let file = (name: "a.csv", bytes: Array(Self.list.utf8))
            for token in [nil, "another"] {
                let answer = try await server.form("/import/", [], file: file, token: token)
                #expect(answer.status == .forbidden)
            }
            let path = try await server.send(Self.list)
            let start = try await server.form(path, [("action", "import")], token: nil)
            #expect(start.status == .forbidden)
            #expect(try await server.stored() == 0)
        }
    }

    @Test func `is stored once when it is sent and started twice at once`() async throws {
        try await ImportServer.use { server in
            let paths = [try await server.send(Self.list), try await server.send(Self.list)]
            let pages = try await withThrowingTaskGroup(of: [String?].self) { group in
                for path in paths {
                    group.addTask {
                        let page = try await server.start(path)
                        return [page.figure("New"), page.figure("Unchanged")]
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(pages.contains(["1", "0"]) && pages.contains(["0", "1"]))
            #expect(try await server.stored() == 1)
            let again = try await server.form(paths[0], [("action", "import")])
            #expect(again.headers[.location] == paths[0])
            #expect(try await server.stored() == 1)
        }
    }

    @Test func `is not stored when its import is cancelled while it waits for another`()
        async throws
    {
        try await ImportServer.use { server in
            let path = try await server.send(Self.list)
            let books = server.books
            let key: Query = """
                SELECT pg_advisory_xact_lock(
                    hashtextextended(\(books.tenant.schema.name) || '.ar_import', 0))
                """
            try await books.pool.transaction { connection in
                // Another import of this tenant is under way in another program.
                try connection.execute(key)
                let started = try await server.form(path, [("action", "import")])
                #expect(started.status == .seeOther)
                let page = try await server.get(path)
                #expect(page.text.contains("Cancel the import"))
                #expect(page.text.contains("<progress"))
                _ = try await server.post(path + "cancel")
            }
            let page = try await server.get(path)
            #expect(page.text.contains("The import was cancelled. Nothing was stored."))
            #expect(try await server.stored() == 0)
            #expect(try await server.start(path).figure("New") == "1")
        }
    }

    @Test func `says what became of it when the program ended meanwhile`() async throws {
        try await ImportServer.use { server in
            let path = try await server.send(Self.list)
            _ = try await server.books.database.write(
                server.books.scope, ["UPDATE ar_upload SET state = 'importing'"])
            let page = try await server.get(path)
            #expect(page.text.contains("interrupted because the server stopped"))
            let record = try await server.start(path)
            #expect(record.figure("New") == "1")
            // The import was stored, and the program ended before it could say so.
            _ = try await server.books.database.write(
                server.books.scope, ["UPDATE ar_upload SET state = 'importing'"])
            #expect(
                try await server.get(path).headers[.location]
                    == "/import/\(try await server.lastImport())/")
        }
    }

    @Test func `leaves nothing behind when it is removed`() async throws {
        try await ImportServer.use { server in
            let path = try await server.send(Self.list)
            #expect(try await server.post(path + "remove").status == .seeOther)
            #expect(try await server.get(path).status == .notFound)
            let rows = try await server.books.database.read(
                server.books.scope, "SELECT count(*) FROM ar_upload")
            #expect(try rows.single().int64(0) == 0)
        }
    }
}
