import Formats
import HTTPTypes
import Testing

@Suite struct `Files over the API` {
    private static let path = "/api/v1/imports/"
    private static let list = """
        Customer,Invoice No,Invoice Date,Due Date,Amount
        Ann,1,2026-07-01,2026-07-31,100.00
        Bob,1,2026-07-01,sometime,100.00
        """

    @Test func `are imported, and told what came of them`() async throws {
        try await APISite.use { site in
            let dry = try await site.send(
                .post, "\(Self.path)?dry_run=true", Self.list, type: "text/csv")
            #expect(dry.status == 202 && dry["state"]?.text == "checked")
            #expect(dry["report"]?["new"] == .number("1"))
            // It is not kept, so that there is no place to ask for it.
            #expect(dry.headers[.location] == nil)
            #expect(try await site.get(Self.path).items.isEmpty)
            let made = try await site.send(
                .post, "\(Self.path)?file_name=july.csv&as=invoices", Self.list,
                type: "application/octet-stream")
            #expect(made.status == 202)
            let run = try await Self.finished(site, try #require(made.headers[.location]))
            #expect(run["state"]?.text == "stored" && run["file_name"]?.text == "july.csv")
            let report = try #require(run["report"])
            #expect(report["new"] == .number("1") && report["rejected"] == .number("1"))
            #expect(report["rejects"]?.elements.first?["line"] == .number("3"))
            let id = try #require(run["import_id"]?.text)
            #expect(try await site.get(Self.path).texts("id") == [id])
            let entry = try await site.get("\(Self.path)\(id)/")
            #expect(entry["file_name"]?.text == "july.csv" && entry["new"] == .number("1"))
            let invoices = try await site.get("/api/v1/invoices/?import_id=\(id)")
            #expect(invoices.texts("number") == ["1"])
            let foreign = try await site.get("\(Self.path)\(id)/", as: site.foreignKey)
            #expect(foreign.status == 404 && foreign.code == "import_unknown")
            let location = made.headers[.location] ?? ""
            #expect(try await site.get(location, as: site.foreignKey).status == 404)
        }
    }

    @Test func `are refused as forms, empty, or with a wrong option`() async throws {
        try await APISite.use { site in
            let form = try await site.send(
                .post, Self.path, "file=1", type: "application/x-www-form-urlencoded")
            #expect(form.status == 400 && form.code == "body_not_a_file")
            let empty = try await site.send(.post, Self.path, "", type: "text/csv")
            #expect(empty.status == 400 && empty.code == "upload_empty")
            let option = try await site.send(
                .post, "\(Self.path)?strict=maybe", Self.list, type: "text/csv")
            #expect(option.status == 400 && option.code == "parameter_invalid")
            let strict = try await site.send(
                .post, "\(Self.path)?strict=true", Self.list, type: "text/csv")
            let run = try await Self.finished(site, try #require(strict.headers[.location]))
            #expect(run["state"]?.text == "refused" && run["import_id"] == .null)
            #expect(try await site.get(Self.path).items.isEmpty)
        }
    }

    @Test func `are made once for who is limited to some customers too`() async throws {
        try await APISite.use { site in
            let group = try await site.parts.services.groups.create(site.scope, "North")
            let bearer = try await site.limited(to: group.rawValue)
            func ask(_ format: String) async throws -> APIResponse {
                try await site.send(
                    .post, "/api/v1/exports/", "{\"report\": \"aging\", \"format\": \"\(format)\"}",
                    once: "k", as: bearer)
            }
            let first = try await ask("csv")
            let again = try await ask("csv")
            #expect(first.status == 202 && again.status == 202)
            #expect(first.headers[.location] == again.headers[.location])
            let other = try await ask("xlsx")
            #expect(other.status == 409 && other.code == "idempotency_key_used")
        }
    }

    @Test func `are made of reports, and fetched`() async throws {
        try await APISite.use { site in
            let customer = try await site.customer("A")
            _ = try await site.document("invoices", customer, "R-1", "100.00")
            let path = "/api/v1/exports/"
            let made = try await site.post(path, #"{"report": "aging", "format": "csv"}"#)
            #expect(made.status == 202)
            let location = try #require(made.headers[.location])
            let export = try await Self.finished(site, location)
            #expect(export["state"]?.text == "done" && export["code"] == .null)
            let file = try await site.get("\(location)file/")
            #expect(file.status == 200 && file.text.contains("100.00"))
            #expect(try await site.get(path).texts("id") == [made.id])
            #expect(try await site.get(location, as: site.foreignKey).status == 404)
            #expect(try await site.get("\(location)file/", as: site.foreignKey).status == 404)
            let statement = try await site.post(
                path,
                #"{"report": "statement", "format": "csv", "customer_id": "\#(customer)"}"#)
            #expect(statement.status == 202)
            let whose = try await site.post(path, #"{"report": "statement", "format": "csv"}"#)
            #expect(whose.status == 400 && whose.code == "member_missing")
            let unknown = try await site.post(
                path, #"{"report": "statement", "format": "csv", "customer_id": "99"}"#)
            #expect(unknown.status == 400 && unknown.code == "customer_unknown")
        }
    }

    @Test(arguments: [
        (#""report": "statement", "buckets": "30,60""#, "/buckets"),
        (#""report": "statement", "by": "invoice""#, "/by"),
        (#""report": "statement", "known_at": "2026-01-01T00:00:00Z""#, "/known_at"),
        (#""report": "statement", "basis": "due""#, "/basis"),
        (#""report": "statement", "unapplied": "netted""#, "/unapplied"),
        (#""report": "statement", "currency": "base""#, "/currency"),
        (#""report": "aging", "from": "2026-01-01""#, "/from"),
    ])
    func `are not made of what another report takes`(
        _ members: String, _ pointer: String
    ) async throws {
        try await APISite.use { site in
            let customer = try await site.customer("A")
            let path = "/api/v1/exports/"
            let refused = try await site.post(
                path, "{\(members), \"format\": \"csv\", \"customer_id\": \"\(customer)\"}")
            #expect(refused.status == 400 && refused.code == "member_of_other_report")
            #expect(refused["pointer"]?.text == pointer)
            #expect(try await site.get(path).items.isEmpty)
        }
    }

    @Test(arguments: [
        (#""customer_id": "999""#, "customer_unknown", "/customer_id"),
        (#""known_at": "2999-01-01T00:00:00Z""#, "known_at_in_future", "/known_at"),
    ])
    func `are refused at once where they could never be made`(
        _ member: String, _ code: String, _ pointer: String
    ) async throws {
        try await APISite.use { site in
            let path = "/api/v1/exports/"
            let refused = try await site.post(
                path, "{\"report\": \"aging\", \"format\": \"csv\", \(member)}")
            #expect(refused.status == 400 && refused.code == code, "\(refused.text)")
            #expect(refused["pointer"]?.text == pointer)
            #expect(try await site.get(path).items.isEmpty)
        }
    }

    @Test func `are gone for whom a customer in them is no more`() async throws {
        try await APISite.use { site in
            let services = site.parts.services
            let group = try await services.groups.create(site.scope, "mine")
            let customer = try await site.customer("A", ", \"group_id\": \"\(group)\"")
            let stays = try await site.customer("B", ", \"group_id\": \"\(group)\"")
            _ = try await site.document("invoices", customer, "R-1", "100.00")
            _ = try await site.document("invoices", stays, "R-2", "50.00")
            let limited = try await site.limited(to: group.rawValue)
            let made = try await site.send(
                .post, "/api/v1/exports/", #"{"report": "aging", "format": "csv"}"#, as: limited)
            let location = try #require(made.headers[.location])
            let file = "\(location)file/"
            await site.parts.exports.wait(for: made.id, atMost: nil)
            #expect(try await site.get(file, as: limited).status == 200)
            // Somebody else's posting changes nothing about whose it is.
            _ = try await site.document("invoices", stays, "R-3", "50.00")
            #expect(try await site.get(file, as: limited).status == 200)
            let moved = try await site.patch(
                "/api/v1/customers/\(customer)/", #"{"group_id": null}"#,
                match: try await site.get("/api/v1/customers/\(customer)/").tag ?? "")
            #expect(moved.status == 200)
            #expect(try await site.get(file, as: limited).status == 404)
            #expect(try await site.get("/api/v1/exports/", as: limited).items.isEmpty)
        }
    }

    @Test func `tell a customer's statement`() async throws {
        try await APISite.use { site in
            let customer = try await site.customer("A")
            _ = try await site.document("invoices", customer, "R-1", "100.00")
            _ = try await site.document("receipts", customer, "P-1", "30.00", date: "2026-04-01")
            let reports = try await site.get("/api/v1/reports/")
            #expect(reports.texts("name").contains("statement"))
            let path = "/api/v1/reports/statement/?customer_id=\(customer)"
            let all = try await site.get("\(path)&to=2026-12-31")
            #expect(all.status == 200 && all.items.count == 1)
            let lines = all.items.first?["lines"]?.elements ?? []
            #expect(lines.compactMap { $0["kind"]?.text } == ["invoice", "receipt"])
            #expect(lines.compactMap { $0["amount"]?["amount"]?.text } == ["100.00", "-30.00"])
            #expect(all.items.first?["closing"]?["amount"]?.text == "70.00")
            let late = try await site.get("\(path)&from=2026-03-02&to=2026-12-31")
            #expect(late.items.first?["opening"]?["amount"]?.text == "100.00")
            let none = try await site.get("/api/v1/reports/statement/")
            #expect(none.status == 400 && none.code == "parameter_missing")
            #expect(try await site.get(path, as: site.foreignKey).status == 404)
        }
    }

    /// What stands there when it is over.
    private static func finished(
        _ site: APISite, _ location: String
    ) async throws -> APIResponse {
        while true {
            let answer = try await site.get(location)
            let state = answer["state"]?.text ?? ""
            guard answer.status == 200, ["importing", "waiting", "running"].contains(state) else {
                return answer
            }
            await Task.yield()
        }
    }
}
