import App
import AppTestSupport
import BooksTestSupport
import Foundation
import Identity
import Jobs
import Kernel
import Outbound
import PostgresClient
import Receivables
import Tenancy
import WebSupport
import Webhooks

/// The program over a database with two tenants, a person for every role, and something of ours
/// behind every kind of id.
struct AccessSite: Sendable {
    static let tenant = "acme"
    static let victim = "victim@example.com"
    static let newcomer = "newcomer@example.com"
    static let list = """
        Customer,Invoice No,Invoice Date,Due Date,Amount
        Ann,1,2026-07-01,2026-07-31,100.00
        Bob,1,2026-07-01,2026-07-31,100.00
        Cid,1,2026-07-01,2026-07-31,100.00
        Ann,2,2026-07-01,sometime,100.00
        """
    /// Makes one customer where there was none, so that ids of ours are not also theirs.
    static let short = """
        Customer,Invoice No,Invoice Date,Due Date,Amount
        Ann,1,2026-07-01,2026-07-31,100.00
        """

    let books: Books
    let parts: ServerParts
    let settings: [String: String]
    let directory: String
    let customer: String
    let document: String
    /// The group that the customers whose ids are used belong to.
    let ours: String
    /// An import that was stored, and the file it was of, a line of which was rejected.
    let importID: Int64
    let importToken: String
    private let tenant: Tenant
    private let pool: PostgresPool

    var services: Services { parts.services }
    /// With every permission, as the accountant.
    let scope: Scope

    static func use(_ body: @escaping @Sendable (AccessSite) async throws -> Void) async throws {
        try await OpenedProgram.use { program in
            try await program.run { parts in
                try await body(try await AccessSite(parts, program))
            }
        }
    }

    private init(_ parts: ServerParts, _ program: OpenedProgram) async throws {
        self.parts = parts
        books = program.books
        pool = program.database.pool
        owner = program.database.owner
        settings = program.settings
        directory = program.directory
        let services = parts.services
        tenant = try await services.directory.resolve(Self.tenant)
        let others = try await ["other", "spare"].asyncMap { name in
            try await services.tenants.create(
                TenantSettings(
                    name: TenantName(name), currency: Books.base,
                    timeZone: TimeZoneName("Europe/Berlin")))
        }
        func grant(_ email: String, _ role: Role, _ tenant: Tenant) async throws -> NewUser {
            try await services.users.grant(
                EmailAddress(email), name: nil, role: role, in: tenant, password: nil, at: .now())
        }
        for role in Role.allCases {
            _ = try await grant("\(role.rawValue)@example.com", role, tenant)
        }
        _ = try await grant("stale@example.com", .owner, tenant)
        _ = try await grant("elsewhere@example.com", .owner, tenant)
        _ = try await grant("elsewhere@example.com", .owner, others[0])
        _ = try await grant("stranger@example.com", .owner, others[0])
        _ = try await grant(Self.newcomer, .viewer, others[1])
        // Who is taken out again belongs to no tenant.
        let chief = try await grant("operator@example.com", .viewer, others[1]).user
        try await services.members.remove(
            .unrestricted(others[1], actor: .commandLine), chief.id)
        for name in ["operator", "stale"] {
            try await services.users.setOperator(EmailAddress("\(name)@example.com"), true)
        }
        scope = try await services.members.scope(
            of: EmailAddress("accountant@example.com"), in: nil, of: services.directory)
        let group = try await services.groups.create(scope, "ours")
        ours = "\(group)"
        let apart = try await services.groups.create(scope, "others")
        for (caller, limit) in [(Caller.portfolio, apart), (.within, group)] {
            let user = try await grant(caller.email ?? "", .collector, tenant)
            try await services.members.limit(
                .unrestricted(tenant, actor: .commandLine), user.user.id,
                to: Portfolio(groups: [limit.rawValue]))
        }
        let upload = try await Self.upload(parts, scope)
        let job = try await parts.importQueue.start(scope, upload)
        await job.finished()
        let stored = try await parts.uploads.find(scope, upload.token)
        importID = stored.importID ?? 0
        importToken = upload.token.text
        customer =
            try await services.aging.report(
                scope, AgingRequest(asOf: LocalDate(iso: "2026-08-31"), limits: .standard)
            ).first?.rows.map { "\($0.id)" }.max() ?? ""
        var perInvoice = AgingRequest(asOf: try LocalDate(iso: "2026-08-31"), limits: .standard)
        perInvoice.rows = .invoice
        document =
            try await services.aging.report(scope, perInvoice)
            .first?.rows.map { "\($0.id)" }.max() ?? ""
        for id: Int64 in 1...3 {
            try await services.groups.assign(scope, CustomerID(id), to: group)
        }
    }

    /// A group of our tenant's customers that has none.
    func group() async throws -> String {
        "\(try await services.groups.create(scope, UUID().uuidString))"
    }

    /// A document of one of our customers, another each time.
    func document(_ kind: DocumentKind) async throws -> String {
        let draft = DocumentDraft(
            kind: kind, customer: CustomerID(customer) ?? ID(1), number: UUID().uuidString,
            date: try LocalDate(iso: "2026-07-01"),
            amount: Money(minorUnits: 100, currency: Books.base))
        return "\(try await services.posting.post(adminScope, [draft])[0])"
    }

    static func upload(_ parts: ServerParts, _ scope: Scope) async throws -> ImportUpload {
        let writer = try parts.uploads.begin(scope)
        try await writer.append(Array(list.utf8))
        let token = try await parts.uploads.finish(scope, writer, named: "list.csv")
        return try await parts.uploads.find(scope, token)
    }

    /// Somebody of our tenant to whom things are done; there again each time.
    func resetVictim() async throws -> String {
        let user = try await services.users.grant(
            EmailAddress(Self.victim), name: nil, role: .viewer, in: tenant, password: nil,
            at: .now())
        return "\(user.user.id)"
    }

    /// Somebody with an account who is invited to our tenant; again each time.
    func invitation() async throws -> String {
        let scope = Scope.unrestricted(tenant, actor: .commandLine)
        for pending in try await services.members.invitations.list(scope) {
            try await services.members.invitations.withdraw(scope, pending.id)
        }
        _ = try await services.members.add(
            scope, EmailAddress(Self.newcomer), name: nil, role: .viewer, at: .now())
        return try await services.members.invitations.list(scope).map { "\($0.id)" }[0]
    }

    /// Somebody who is to be erased.
    func leaver() async throws -> String {
        let email = "\(UUID().uuidString.lowercased())@example.com"
        _ = try await services.users.grant(
            EmailAddress(email), name: nil, role: .viewer, in: tenant, password: nil, at: .now())
        return email
    }

    /// A session of somebody who calls nothing.
    func foreignSession() async throws -> String { try await session(of: Self.newcomer) }

    /// A session of somebody of our tenant who calls nothing.
    func memberSession() async throws -> String {
        _ = try await resetVictim()
        return try await session(of: Self.victim)
    }

    private func session(of email: String) async throws -> String {
        let link = try await services.users.loginLink(EmailAddress(email), at: .now())
        let token = try await services.login.logIn(link: link, at: .now())
        let user = try await services.sessions.find(token, at: .now())?.user.id ?? ID(1)
        let own = try await services.sessions.list(of: user, current: token, at: .now())
        return own.first { $0.isCurrent }.map { "\($0.id)" } ?? ""
    }

    /// A provider of logins for our tenant.
    func setSignOn() async throws {
        try await services.signOn.set(
            .unrestricted(tenant, actor: .commandLine),
            SignOnDraft(
                issuer: "https://login.example.com", clientID: "us", secret: nil,
                defaultRole: nil), isChecked: false, at: .now())
    }

    /// Another tenant, for what operators do: open, or closed.
    func spare(isOpen: Bool) async throws -> String {
        let name = try TenantName("spare")
        let set = isOpen ? services.tenants.resume : services.tenants.suspend
        try await set(name, .commandLine)
        return name.text
    }

    /// A key of our tenant.
    func key() async throws -> String {
        let made = try await services.keys.create(
            .unrestricted(tenant, actor: .commandLine), name: "program",
            permissions: [.readReceivables], days: 1, at: .now())
        return "\(made.id)"
    }

    /// Nobody is asked there: nothing is sent while these tests run.
    static let webhookURL = "http://127.0.0.1:9/"
    /// One that the program itself would take.
    static let publicURL = "https://93.184.216.34/countinghouse"

    /// A webhook of our tenant.
    func webhook() async throws -> String {
        // A company has no more than so many.
        for endpoint in try await webhooks.list(adminScope) {
            try await webhooks.remove(adminScope, endpoint.id)
        }
        let draft = try WebhookDraft(
            url: Self.webhookURL, description: "", types: [.invoicePaid])
        return "\(try await webhooks.create(adminScope, draft).id)"
    }

    /// As the program's own, but that this machine may be told.
    private var webhooks: WebhookService {
        WebhookService(
            database: TenantDatabase(pool: pool), box: SecretBox(.file(in: directory)),
            guard: OutboundGuard(allowsLoopback: true))
    }

    /// Something that was sent to one.
    func webhookDelivery() async throws -> String {
        guard let id = ID<WebhookEndpoint>(try await webhook()) else { return "" }
        let delivery = try await webhooks.test(adminScope, id)
        _ = try await TenantDatabase(pool: pool).write(
            adminScope, ["UPDATE webhook_delivery SET state = 'failed', finished_at = now()"])
        return "\(delivery)"
    }

    /// A job of our tenant that waits, or was cancelled.
    func job(isCancelled: Bool) async throws -> String {
        let kind = JobKind("test.nothing", title: "Nothing", isOfTenant: true, payload: [Int].self)
        {
            _, _ in
        }
        let draft = try JobDraft(kind, tenant: tenant.id, payload: [Int]())
        guard let id = try await JobQueue(pool: pool).add(draft) else { return "" }
        if isCancelled {
            try await JobService(pool: pool, kinds: [kind]).cancel(adminScope, id)
        }
        return "\(id)"
    }

    /// Connections as the owner of all tables.
    let owner: PostgresPool

    var adminScope: Scope { .unrestricted(scope.tenant, actor: .commandLine) }

    /// Every record with its seal and its names, as text.
    func allRecords() async throws -> String {
        var text = ""
        for query: Query in [
            "SELECT string_agg(e::text, ' ') FROM public.audit_events AS e",
            "SELECT string_agg(n::text, ' ') FROM public.audit_names AS n",
        ] {
            text += try await pool.query(query).single().decode(0, as: String?.self) ?? ""
        }
        return text
    }

    /// What was recorded of a request; of all others where none is named.
    func records(of request: String = "") async throws -> [String] {
        let rows = try await pool.query(
            "SELECT action FROM public.audit_events WHERE request_id = \(request) ORDER BY id")
        return try rows.map { try $0.string(0) }
    }

    func records(ofAction action: String) async throws -> Int64 {
        try await pool.query(
            "SELECT count(*) FROM public.audit_events WHERE action = \(action)"
        ).single().int64(0)
    }

    func logIn(_ caller: Caller) async throws -> SecretToken? {
        guard let email = caller.email else { return nil }
        let link = try await services.users.loginLink(EmailAddress(email), at: .now())
        let token = try await services.login.logIn(link: link, at: .now())
        if caller == .stale {
            try await owner.execute(
                """
                UPDATE public.sessions SET proved_at = now() - interval '1 hour'
                WHERE user_id = (SELECT id FROM public.users WHERE email = \(email))
                """)
        }
        return token
    }
}

extension Array {
    fileprivate func asyncMap<R>(_ body: (Element) async throws -> R) async throws -> [R] {
        var result: [R] = []
        for element in self { result.append(try await body(element)) }
        return result
    }
}
