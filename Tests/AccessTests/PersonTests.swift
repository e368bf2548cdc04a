import BooksTestSupport
import Foundation
import Identity
import Kernel
import PostgresClient
import Receivables
import Tenancy
import Testing

@testable import App

@Suite struct `A person` {
    private static let email = "zora.quill@example.com"
    private static let name = "Zora Quill"

    /// Everything that every table of every schema holds, as text.
    private static func contents(_ pool: PostgresPool) async throws -> String {
        let tables = try await pool.query(
            """
            SELECT n.nspname, c.relname FROM pg_class AS c
            JOIN pg_namespace AS n ON n.oid = c.relnamespace
            WHERE c.relkind = 'r' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
            """)
        var text = ""
        for table in tables {
            let (schema, name) = (
                try Identifier(table.string(0)), try Identifier(table.string(1))
            )
            text += try await pool.query(
                """
                SELECT coalesce(string_agg(t::text, ' '), '')
                FROM \(identifier: schema).\(identifier: name) AS t
                """
            ).single().string(0)
        }
        return text.lowercased()
    }

    /// Whether it stands there, as text or as bytes, which are printed in hexadecimal.
    private static func holds(_ contents: String, _ text: String) -> Bool {
        [text, text.lowercased()].contains { form in
            let bytes = form.utf8.map { byte in
                let digits = String(byte, radix: 16)
                return digits.count == 1 ? "0\(digits)" : digits
            }.joined()
            return contents.contains(form) || contents.contains(bytes)
        }
    }

    /// Somebody who has left traces everywhere: a note, a key, an import, sessions, a contact.
    private static func live(_ site: AccessSite) async throws {
        let services = site.services
        let address = try EmailAddress(Self.email)
        let tenant = site.scope.tenant
        _ = try await services.users.grant(
            address, name: Self.name, role: .admin, in: tenant, password: nil, at: .now())
        let scope = try await services.members.scope(
            of: address, in: nil, of: services.directory)
        let link = try await services.users.loginLink(address, at: .now())
        _ = try await services.login.logIn(link: link, at: .now())
        try await services.notes.add(
            scope, to: CustomerID(Int64(site.customer) ?? 0), try NoteText("Called"))
        for name in ["Zora Quill's script", "Zora Quill of old"] {
            let made = try await services.keys.create(
                scope, name: name,
                permissions: [.readReceivables, .writeNotes, .postReceivables, .importData],
                days: 1, at: .now())
            try await work(site, made.secret)
            guard name.hasSuffix("old") else { continue }
            try await site.owner.execute("DELETE FROM public.api_keys WHERE name = \(name)")
        }
        _ = try await AccessSite.upload(site.parts, scope)
        // A program asked for something about them, and may ask again.
        _ = try await services.once.perform(
            site.scope, OnceRequest(key: "one", digest: [UInt8](repeating: 1, count: 32))
        ) { _ in
            OnceAnswer(
                status: 201, body: Array("{\"name\":\"\(name)\",\"email\":\"\(email)\"}".utf8))
        }
        _ = try await services.customers.create(
            site.scope,
            [
                CustomerDraft(
                    code: "Q", name: "Quarry",
                    contacts: [ContactDraft(name: Self.name, email: Self.email, phone: "555")])
            ])
    }

    /// What a key of theirs leaves behind, which bears their name: a note with its kept answer, an
    /// import, an undone one, a file.
    private static func work(_ site: AccessSite, _ secret: KeySecret) async throws {
        let services = site.services
        let holder = try #require(try await services.keys.find(secret, at: .now()))
        let program = Scope(
            tenant: site.scope.tenant, actor: .program(id: holder.id, name: holder.name),
            grant: holder.grant)
        try await services.notes.add(
            program, to: CustomerID(Int64(site.customer) ?? 0), try NoteText("Written"))
        _ = try await services.once.perform(
            program, OnceRequest(key: "two", digest: [UInt8](repeating: 2, count: 32))
        ) { _ in
            OnceAnswer(status: 201, body: Array("{\"author\":\"key “\(holder.name)”\"}".utf8))
        }
        try await site.owner.execute(
            """
            INSERT INTO \(identifier: site.scope.tenant.schema).ar_import_undo
                (import_id, recorded_at, document_count, actor)
            VALUES (\(900 + holder.id), now(), 0, \(program.actor.description))
            """)
        _ = try await AccessSite.upload(site.parts, program)
    }

    /// What logging in leaves behind, in every table of it.
    private static func provideLogins(_ site: AccessSite) async throws {
        for statement in [
            """
            INSERT INTO public.sign_on_identities
                (issuer, subject, user_id, is_connected, created_at, last_used_at)
            SELECT 'https://login.example.com', 's', id, true, now(), now()
            FROM public.users WHERE email = \(email)
            """,
            """
            INSERT INTO public.known_devices (token_hash, user_id, created_at, last_used_at)
            SELECT sha256('d'), id, now(), now() FROM public.users WHERE email = \(email)
            """,
            """
            INSERT INTO public.second_factors (user_id, seed, confirmed_at)
            SELECT id, 'sealed', now() FROM public.users WHERE email = \(email)
            """,
            """
            INSERT INTO public.mail_outbox
                (user_id, recipient, purpose, message_id, created_at, next_at, expires_at)
            SELECT id, email, 'notice', 'm', now(), now(), now()
            FROM public.users WHERE email = \(email)
            """,
        ] as [Query] {
            try await site.owner.execute(statement)
        }
    }

    /// How many uploaded files there are.
    private static func uploads(_ site: AccessSite) throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "\(site.directory)/uploads")
            .count { $0.count == 32 }
    }

    private static func figures(_ site: AccessSite) async throws -> [String] {
        let reports = try await site.services.aging.report(
            site.scope, AgingRequest(asOf: LocalDate(iso: "2026-08-31"), limits: .standard))
        let differences = try await site.services.rollups.verify(site.scope)
        return [String(decoding: try AgingReport.json(reports, isList: true), as: UTF8.self)]
            + differences
    }

    @Test func `is shown all that is held about them, and no secret`() async throws {
        try await AccessSite.use { site in
            try await Self.live(site)
            try await Self.provideLogins(site)
            let json = try await site.services.people.export(EmailAddress(Self.email))
            let text = String(decoding: json, as: UTF8.self)
            let object = try JSONSerialization.jsonObject(with: Data(json)) as? [String: Any]
            #expect(object?["email"] as? String == Self.email)
            for part in [
                Self.name, "ar_note", "Zora Quill's script", "contacts", "admin", "555", "Written",
                "key “Zora Quill of old”",
            ] {
                #expect(text.contains(part), "\(part)")
            }
            let tenant = try #require((object?["tenants"] as? [[String: Any]])?.first)
            let counts = ["ar_note", "ar_upload", "ar_import_undo"].map {
                (tenant[$0] as? [Any])?.count
            }
            #expect(counts == [3, 3, 2])
            let account = try #require(object?["account"] as? [String: Any])
            for part in [
                "sign_on", "known_browsers", "second_factor", "mails", "links", "dismissals",
            ] {
                #expect(account[part] != nil, "\(part)")
            }
            let issuers = (account["sign_on"] as? [[String: Any]])?.compactMap { $0["issuer"] }
            #expect(issuers as? [String] == ["https://login.example.com"])
            #expect((account["known_browsers"] as? [Any])?.isEmpty == false)
            #expect((account["mails"] as? [[String: Any]])?.isEmpty == false)
            let factor = account["second_factor"] as? [String: Any]
            #expect(factor?["since"] is String)
            #expect(!text.contains("token_hash") && !text.contains("password_hash"))
            await #expect(throws: IdentityError.self) {
                _ = try await site.services.people.export(EmailAddress("nobody@example.com"))
            }
        }
    }

    @Test func `is erased everywhere, and the books stay to the cent`() async throws {
        try await AccessSite.use { site in
            try await Self.live(site)
            _ = try await AccessSite.upload(site.parts, site.scope)
            let kept = AuditHeadStore(read: { nil }, write: { _ in })
            let chain = AuditChain(key: [UInt8](repeating: 3, count: 32))
            try await AuditSealer(owner: site.owner, chain: chain, head: kept).seal()
            let before = try await Self.figures(site)
            let there = try await Self.contents(site.owner)
            #expect(Self.holds(there, Self.email) && Self.holds(there, Self.name))
            let waiting = try Self.uploads(site)
            let erasure = try await site.services.people.erase(EmailAddress(Self.email))
            #expect(erasure.isAccount && erasure.contacts == 1 && erasure.records >= 6)
            #expect(erasure.answers == 3 && erasure.files == 3)
            // The files that they and their keys had sent, and no other.
            #expect(try Self.uploads(site) == waiting - 3 && waiting > 3)
            let left = try await Self.contents(site.owner)
            #expect(!Self.holds(left, Self.email) && !Self.holds(left, Self.name))
            #expect(left.contains("erased person"))
            let after = try await Self.figures(site)
            #expect(after == before && after.count == 1)
            // The records are as they were sealed; only their end is kept nowhere in this test.
            let found = try await AuditVerifier(pool: site.owner, chain: chain, head: kept).verify()
            #expect(found.problems.map(\.kind) == [.endUnknown])
            await #expect(throws: IdentityError.self) {
                _ = try await site.services.people.erase(EmailAddress(Self.email))
            }
        }
    }

    /// Lists from elsewhere hold several addresses in one cell, with names and without.
    @Test func `is found among the addresses of a contact, and the others stay`() async throws {
        try await AccessSite.use { site in
            let cells: [(cell: String, left: String?)] = [
                ("\(Self.email), ap@quarry.example", "ap@quarry.example"),
                ("AP@quarry.example;Zora.Quill@Example.com", "AP@quarry.example"),
                (
                    "Zora Q <\(Self.email)>, \"Old, Ann\" <ann@q.example> b@q.example",
                    "ann@q.example, b@q.example"
                ),
                ("<\(Self.email)>", nil), ("mailto:\(Self.email)\u{A0}", nil),
                (Self.email, nil),
            ]
            let others = [
                "a.\(Self.email)", "\(Self.email).example", "ap@quarry.example, ann@q.example",
            ]
            try await site.addContacts(cells.map(\.cell) + others, named: Self.name)
            let shown = try await site.contactsShown(to: Self.email)
            #expect(shown == cells.map { Array($0.cell.utf8) })
            let erasure = try await site.services.people.erase(EmailAddress(Self.email))
            #expect(erasure.contacts == cells.count)
            let kept = try await site.contacts()
            for (row, left) in zip(kept, cells.map(\.left)) {
                #expect(row == [PersonStorage.blankContact, left, nil])
            }
            #expect(kept.suffix(others.count).compactMap { $0[1] } == others)
        }
    }

    @Test func `who is a company's only owner stays`() async throws {
        try await AccessSite.use { site in
            for other in ["stale", "elsewhere"] {
                _ = try await site.services.people.erase(EmailAddress("\(other)@example.com"))
            }
            let before = try await Self.contents(site.owner)
            await #expect(throws: IdentityError.self) {
                _ = try await site.services.people.erase(EmailAddress("owner@example.com"))
            }
            let after = try await Self.contents(site.owner)
            #expect(after.contains("owner@example.com") && before.count == after.count)
        }
    }
}
