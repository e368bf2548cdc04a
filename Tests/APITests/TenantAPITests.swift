import BooksTestSupport
import Formats
import HTTPTypes
import Testing

@Suite struct `A company over the API` {
    private static let path = "/api/v1/tenants/"
    private static let ours = "\(path)\(Books.tenantName)/"

    @Test func `gets a new name once, however often the request is sent`() async throws {
        try await APISite.use { site in
            let owner = try await site.person(.owner)
            let (other, viewer) = (try await site.person(.owner), try await site.person(.viewer))
            let rename = #"{"name": "renamed"}"#
            let made = try await site.send(.patch, Self.ours, rename, once: "k", as: owner)
            #expect(made.status == 200 && made["name"]?.text == "renamed" && !made.isReplay)
            for path in [Self.ours, String(Self.ours.dropLast())] {
                let again = try await site.send(.patch, path, rename, once: "k", as: owner)
                #expect(again.status == 200 && again.text == made.text && again.isReplay)
            }
            // Nothing of it is told to others, nor of another request of the same sender's.
            for (body, key, bearer) in [
                (rename, "k", other), (rename, "k", viewer), (rename, "k", site.foreignKey),
                (rename, "l", owner), (#"{"locale": "de-CH"}"#, "k", owner),
            ] {
                let refused = try await site.send(
                    .patch, Self.ours, body, once: key, as: bearer)
                #expect(refused.status == 403 && refused.code == "tenant_not_accessible")
            }
            let nobody = try await site.send(.patch, Self.ours, rename, once: "k", as: "")
            #expect(nobody.status == 401)
            let left = try await site.get("\(Self.path)renamed/", as: owner)
            #expect(left.status == 200 && left.text == made.text)
        }
    }

    @Test func `is changed and closed only as it was read`() async throws {
        try await APISite.use { site in
            let owner = try await site.person(.owner)
            func patch(_ body: String, _ match: String?) async throws -> APIResponse {
                try await site.send(.patch, Self.ours, body, match: match, as: owner)
            }
            let known = try #require(try await site.get(Self.ours, as: owner).tag)
            let changed = try await patch(#"{"fiscal_year_start": 4}"#, known)
            #expect(changed.status == 200)
            let stale = try await patch(#"{"fiscal_year_start": 7}"#, known)
            #expect(stale.status == 412 && stale.code == "precondition_failed")
            let confirmed = "{\"confirm\": \"\(Books.tenantName)\"}"
            let closing = try await site.send(
                .delete, Self.ours, confirmed, match: known, as: owner)
            #expect(closing.status == 412 && closing.code == "precondition_failed")
            let kept = try await site.get(Self.ours, as: owner)
            #expect(kept.status == 200 && kept["fiscal_year_start"] == .number("4"))
            #expect(try await patch(#"{"locale": "de-CH"}"#, kept.tag).status == 200)
            #expect(try await patch(#"{"locale": "de-AT"}"#, "*").status == 200)
        }
    }

    @Test func `is had as one file by an owner, who finds it among their exports`() async throws {
        try await APISite.use { site in
            let (owner, other) = (try await site.person(.owner), try await site.person(.owner))
            let admin = try await site.person(.admin)
            let (path, list) = ("\(Self.ours)export/", "/api/v1/exports/")
            for (bearer, code) in [
                (admin, "not_permitted"), (site.key, "not_permitted"),
                (site.foreignKey, "tenant_not_accessible"),
            ] {
                let refused = try await site.send(.post, path, as: bearer)
                #expect(refused.status == 403 && refused.code == code)
            }
            #expect(try await site.send(.post, path, as: "").status == 401)
            let made = try await site.send(.post, path, as: owner)
            #expect(made.status == 202)
            #expect(made["file_name"]?.text == "\(Books.tenantName)-everything.zip")
            let location = try #require(made.headers[.location])
            #expect(location == "\(list)\(made.id)/")
            var export = made
            while ["waiting", "running"].contains(export["state"]?.text ?? "") {
                export = try await site.get(location, as: owner)
            }
            #expect(export["state"]?.text == "done" && export["code"] == .null)
            #expect(try await site.get(list, as: owner).texts("id") == [made.id])
            let file = try await site.get("\(location)file/", as: owner)
            #expect(file.status == 200 && file.text.hasPrefix("PK"))
            #expect(try await site.records("export.made") == 1)
            // It is theirs alone, also where others might have made one.
            for bearer in [other, admin, site.key] {
                #expect(try await site.get(location, as: bearer).status == 404)
                #expect(try await site.get("\(location)file/", as: bearer).status == 404)
                #expect(try await site.get(list, as: bearer).items.isEmpty)
            }
        }
    }
}
