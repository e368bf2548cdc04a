import BooksTestSupport
import Formats
import HTTPTypes
import Identity
import Kernel
import PostgresClient
import Tenancy
import Testing

@Suite struct `People over the API` {
    private static let path = "/api/v1/users/"
    private static let invitations = "/api/v1/invitations/"
    private static let ann = #"{"email": "Ann@Example.com", "name": "Ann", "role": "collector"}"#

    /// Takes somebody new in; returns where they are.
    private static func added(
        _ site: APISite, _ body: String = ann, as owner: String
    ) async throws -> String {
        let made = try await site.send(.post, path, body, as: owner)
        #expect(made.status == 201)
        return try #require(made.headers[.location])
    }

    @Test func `are taken in, changed in one step and taken out`() async throws {
        try await APISite.use { site in
            let owner = try await site.person(.owner)
            let made = try await site.send(.post, Self.path, Self.ann, as: owner)
            #expect(made.status == 201 && made["invitation_id"] == .null)
            // There is no mail server, so that whoever asks hands the link on.
            #expect(made["is_mailed"] == .boolean(false))
            #expect(made["link"]?.text?.contains("/login/link/") == true)
            let path = try #require(made.headers[.location])
            #expect(path == "\(Self.path)\(try #require(made["user_id"]?.text))/")
            let read = try await site.get(path, as: owner)
            #expect(read["email"]?.text == "ann@example.com" && read["name"]?.text == "Ann")
            #expect(read["role"]?.text == "collector" && read["portfolio"] == .null)
            #expect(read["has_password"] == .boolean(false) && read["link"] == nil)

            let group = try await site.post("/api/v1/groups/", #"{"name": "North"}"#).id
            let limited = try await site.send(
                .patch, path, "{\"role\": \"viewer\", \"portfolio\": [\"\(group)\"]}",
                once: "limit", match: read.tag, as: owner)
            #expect(limited.status == 200 && limited["role"]?.text == "viewer")
            #expect(limited["portfolio"]?.elements.compactMap(\.text) == [group])
            let again = try await site.send(
                .patch, path, "{\"role\": \"viewer\", \"portfolio\": [\"\(group)\"]}",
                once: "limit", match: read.tag, as: owner)
            #expect(again.text == limited.text && again.isReplay)
            // The one that sees all comes with seeing all, not before.
            let early = try await site.send(
                .patch, path, #"{"role": "accountant"}"#, as: owner)
            #expect(early.status == 409 && early.code == "role_sees_all")
            let raised = try await site.send(
                .patch, path, #"{"role": "accountant", "portfolio": null}"#, as: owner)
            #expect(raised.status == 200 && raised["portfolio"] == .null)

            for (method, body) in [
                (HTTPRequest.Method.patch, #"{"role": "viewer"}"#), (.delete, nil),
            ] {
                let stale = try await site.send(method, path, body, match: read.tag, as: owner)
                #expect(stale.status == 412)
            }
            let known = try await site.get(path, as: owner)
            #expect(known["role"]?.text == "accountant")
            for _ in 1...2 {
                let gone = try await site.send(
                    .delete, path, once: "away", match: known.tag, as: owner)
                #expect(gone.status == 204)
            }
            #expect(try await site.get(path, as: owner).code == "not_a_member")
        }
    }

    @Test(arguments: ["A\\n1", "A\\t1", "A\\u0001", "A\\u2028", " "])
    func `have names on one line`(name: String) async throws {
        try await APISite.use { site in
            let owner = try await site.person(.owner)
            let refused = try await site.send(
                .post, Self.path,
                "{\"email\": \"ann@example.com\", \"name\": \"\(name)\", \"role\": \"viewer\"}",
                as: owner)
            #expect(refused.status == 400 && refused.code == "text_invalid")
            #expect(refused["pointer"]?.text == "/name")
            #expect(try await site.get(Self.path, as: owner).items.count == 1)
        }
    }

    @Test func `leave a record of each thing that was changed`() async throws {
        try await APISite.use { site in
            let owner = try await site.person(.owner)
            let path = try await Self.added(site, as: owner)
            let group = try await site.post("/api/v1/groups/", #"{"name": "North"}"#).id
            _ = try await site.send(
                .patch, path, "{\"role\": \"viewer\", \"portfolio\": [\"\(group)\"]}", as: owner)
            let records = try await site.get("/api/v1/audit/?limit=100", as: owner).items.filter {
                $0["action"]?.text?.hasPrefix("member.") == true
            }
            let changes = records.filter { $0["object"]?["id"]?.text == Self.id(path) }
            #expect(
                Set(changes.compactMap { $0["action"]?.text })
                    == ["member.added", "member.role_changed", "member.portfolio_changed"])
            let limited = try #require(
                changes.first { $0["action"]?.text == "member.portfolio_changed" })
            #expect(limited["before"]?["role"]?.text == "viewer")
            #expect(limited["before"]?["customer_groups"] == .null)
        }
    }

    private static func id(_ path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? ""
    }

    @Test func `who have an account are invited, and say yes themselves`() async throws {
        try await APISite.use { site in
            let owner = try await site.person(.owner)
            let them = try EmailAddress("them@example.com")
            let there = try await site.parts.services.users.grant(
                them, name: "Their Name", role: .viewer,
                in: site.parts.services.directory.resolve("other"),
                password: APISite.password, at: .now())
            let body = #"{"email": "them@example.com", "role": "viewer"}"#
            let made = try await site.send(.post, Self.path, body, as: owner)
            #expect(made.status == 201 && made["user_id"] == .null)
            let path = try #require(made.headers[.location])
            #expect(path == "\(Self.invitations)\(try #require(made["invitation_id"]?.text))/")
            // Nothing of theirs is told but what was typed.
            #expect(!made.text.contains("Their Name"))
            let read = try await site.get(path, as: owner)
            #expect(read["email"]?.text == "them@example.com" && read["role"]?.text == "viewer")
            let twice = try await site.send(.post, Self.path, body, as: owner)
            #expect(twice.status == 409 && twice.code == "member_invited")

            let sent = try await site.send(.post, "\(path)send/", as: owner)
            let link = try #require(sent["link"]?.text)
            #expect(sent.status == 200 && link != made["link"]?.text)
            #expect(sent["invitation_id"] == made["invitation_id"])
            let token = try #require(
                link.split(separator: "/").last.flatMap { SecretToken(String($0)) })
            try await site.parts.services.members.invitations.accept(
                token, as: there.user.id, from: .here, at: .now())
            #expect(try await site.get(Self.invitations, as: owner).items.isEmpty)
            let users = try await site.get(Self.path, as: owner)
            #expect(users.texts("email").contains("them@example.com"))
            let member = try await site.send(.post, Self.path, body, as: owner)
            #expect(member.status == 409 && member.code == "member_exists")
        }
    }

    @Test func `who are invited can be told that they are not`() async throws {
        try await APISite.use { site in
            let owner = try await site.person(.owner)
            for name in ["one", "two"] {
                _ = try await site.parts.services.users.grant(
                    EmailAddress("\(name)@example.com"), name: nil, role: .viewer,
                    in: site.parts.services.directory.resolve("other"),
                    password: APISite.password, at: .now())
                _ = try await site.send(
                    .post, Self.path, "{\"email\": \"\(name)@example.com\", \"role\": \"viewer\"}",
                    as: owner)
            }
            let first = try await site.get("\(Self.invitations)?limit=1", as: owner)
            let rest = try await site.get(
                "\(Self.invitations)?limit=1&after=\(try #require(first.next))", as: owner)
            #expect(first.texts("email") == ["one@example.com"] && rest.next == nil)
            #expect(rest.texts("email") == ["two@example.com"])
            let path = "\(Self.invitations)\(try #require(first.texts("id").first))/"
            #expect(try await site.send(.delete, path, as: owner).status == 204)
            let gone = try await site.send(.delete, path, as: owner)
            #expect(gone.status == 404 && gone.code == "invitation_unknown")
            #expect(try await site.get(Self.invitations, as: owner).items.count == 1)
        }
    }

    @Test func `are no business of keys, nor owners one of admins`() async throws {
        try await APISite.use { site in
            let (owner, admin) = (try await site.person(.owner), try await site.person(.admin))
            let path = try await Self.added(site, as: owner)
            for bearer in [site.key, site.foreignKey] {
                #expect(try await site.send(.post, Self.path, Self.ann, as: bearer).status == 403)
                #expect(try await site.get(path, as: bearer).status == 403)
                #expect(try await site.send(.delete, path, as: bearer).status == 403)
            }
            let chief = #"{"email": "chief@example.com", "role": "owner"}"#
            #expect(try await site.send(.post, Self.path, chief, as: admin).status == 403)
            let up = try await site.send(.patch, path, #"{"role": "owner"}"#, as: admin)
            #expect(up.status == 403)
            let me = try await site.get("/api/v1/users/me/", as: owner).id
            let down = try await site.send(
                .patch, "\(Self.path)\(me)/", #"{"role": "viewer"}"#, as: admin)
            #expect(down.status == 403)
            #expect(try await site.send(.delete, "\(Self.path)\(me)/", as: admin).status == 403)
        }
    }

    @Test(arguments: [
        (#"{"role": "viewer"}"#, 400, "member_missing"),
        (#"{"email": "ann@example.com"}"#, 400, "member_missing"),
        (#"{"email": "ann", "role": "viewer"}"#, 400, "email_invalid"),
        (#"{"email": "ann@example.com", "role": "king"}"#, 400, "member_type_wrong"),
        (
            #"{"email": "ann@example.com", "role": "viewer", "portfolio": []}"#, 400,
            "member_type_wrong"
        ),
        (
            #"{"email": "ann@example.com", "role": "viewer", "portfolio": ["999"]}"#, 400,
            "portfolio_group_unknown"
        ),
        (
            #"{"email": "ann@example.com", "role": "viewer", "link": "x"}"#, 400,
            "member_unknown"
        ),
    ])
    func `are refused with what is wrong`(body: String, status: Int, code: String) async throws {
        try await APISite.use { site in
            let owner = try await site.person(.owner)
            let refused = try await site.send(.post, Self.path, body, as: owner)
            #expect(refused.status == status && refused.code == code)
            #expect(try await site.get(Self.path, as: owner).items.count == 1)
        }
    }

    @Test func `keep the last owner`() async throws {
        try await APISite.use { site in
            let owner = try await site.person(.owner)
            let me = "\(Self.path)\(try await site.get("/api/v1/users/me/", as: owner).id)/"
            let down = try await site.send(.patch, me, #"{"role": "viewer"}"#, as: owner)
            #expect(down.status == 409 && down.code == "last_owner")
            #expect(try await site.send(.delete, me, as: owner).code == "last_owner")
            #expect(try await site.get(me, as: owner)["role"]?.text == "owner")
        }
    }
}
