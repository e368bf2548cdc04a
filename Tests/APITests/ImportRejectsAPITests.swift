import Formats
import HTTPTypes
import Testing

@Suite struct `Rejected lines over the API` {
    private static let path = "/api/v1/imports/"
    private static let list = """
        Customer,Invoice No,Invoice Date,Due Date,Amount
        Ann,1,2026-07-01,2026-07-31,100.00
        Bob,1,2026-07-01,sometime,100.00
        """

    /// Imports a list; returns the address of the file, and what became of it.
    private static func imported(
        _ site: APISite, _ list: String, _ query: String = ""
    ) async throws -> (address: String, run: APIResponse) {
        let made = try await site.send(.post, path + query, list, type: "text/csv")
        let location = try #require(made.headers[.location])
        while true {
            let run = try await site.get(location)
            guard run.status == 200, run["state"]?.text == "importing" else {
                return (location, run)
            }
            await Task.yield()
        }
    }

    @Test func `of an import are there to be mended and sent again`() async throws {
        try await APISite.use { site in
            let (file, run) = try await Self.imported(site, Self.list)
            let id = try #require(run["import_id"]?.text)
            for address in ["\(Self.path)\(id)/rejects/", "\(file)rejects/"] {
                let rejects = try await site.get(address)
                #expect(rejects.status == 200, "\(address): \(rejects.text)")
                #expect(rejects.headers[.contentType]?.hasPrefix("text/csv") == true)
                let lines = rejects.text.split(whereSeparator: \.isNewline)
                #expect(lines.count == 2 && lines.first?.hasSuffix("Line,Reason") == true)
                #expect(lines.last?.contains("Bob,1,2026-07-01,sometime,100.00,3,") == true)
            }
            let rejects = try await site.get("\(Self.path)\(id)/rejects/")
            let mended = rejects.text.replacing("sometime", with: "2026-08-31")
            let again = try await Self.imported(site, mended, "?as=invoices").run
            #expect(again["state"]?.text == "stored" && again["report"]?["new"] == .number("1"))
            #expect(try await site.get("/api/v1/invoices/").items.count == 2)
        }
    }

    @Test func `are told of where there are none`() async throws {
        try await APISite.use { site in
            let mended = Self.list.replacing("sometime", with: "2026-08-31")
            let (file, run) = try await Self.imported(site, mended)
            let id = try #require(run["import_id"]?.text)
            for address in ["\(Self.path)\(id)/rejects/", "\(file)rejects/"] {
                let none = try await site.get(address)
                #expect(none.status == 404 && none.code == "import_rejects_none")
            }
        }
    }

    @Test func `of a file that was refused as a whole are there too`() async throws {
        try await APISite.use { site in
            let (file, run) = try await Self.imported(site, Self.list, "?strict=true")
            #expect(run["state"]?.text == "refused" && run["import_id"] == .null)
            let rejects = try await site.get("\(file)rejects/")
            #expect(rejects.status == 200 && rejects.text.contains("sometime"))
        }
    }

    @Test func `are for those alone who may import, and of a file for its sender`() async throws {
        try await APISite.use { site in
            let (file, run) = try await Self.imported(site, Self.list)
            let id = try #require(run["import_id"]?.text)
            let ofImport = "\(Self.path)\(id)/rejects/"
            let viewer = try await site.person(.viewer)
            let owner = try await site.person(.owner)
            #expect(try await site.get(ofImport, as: viewer).status == 403)
            #expect(try await site.get("\(file)rejects/", as: viewer).status == 403)
            #expect(try await site.get(ofImport, as: owner).status == 200)
            for (address, sender, code) in [
                (ofImport, site.foreignKey, "import_unknown"),
                ("\(Self.path)999999/rejects/", site.key, "import_unknown"),
                ("\(Self.path)x/rejects/", site.key, "import_unknown"),
                ("\(file)rejects/", owner, "upload_unknown"),
                ("\(file)rejects/", site.foreignKey, "upload_unknown"),
            ] {
                let refused = try await site.get(address, as: sender)
                #expect(refused.status == 404 && refused.code == code, "\(address)")
            }
        }
    }
}
