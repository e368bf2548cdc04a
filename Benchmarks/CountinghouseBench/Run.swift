import Kernel
import PostgresClient
import Receivables
import Tenancy

/// All lines at one size, on an installation of its own.
struct Run {
    /// Postings between the last known-at time asked for and now.
    private static let latePostings = 1_000
    private static let twoYears = 731

    let options: Options
    let size: Int
    /// Single rows do not get slower with the size: they are measured once.
    let isLast: Bool

    func measure(_ report: inout Report) async throws {
        let site = try await Site.open(options, name: "\(size)")
        do {
            try await measure(site, &report)
            try await site.close()
        } catch {
            try? await site.close()
            throw error
        }
    }

    private func measure(_ site: Site, _ report: inout Report) async throws {
        let title = "\(Figure.grouped(size)) invoices"
        let data = InvoiceData(count: size, today: LocalDate.today(in: .utc, at: .now()))
        report.begin("Import: \(title)")
        let (lines, scope) = try await ImportLines(site: site, data: data).run()
        report.add(lines)
        if isLast, options.parts.contains(.workbook) {
            let workbook = WorkbookImportLines(site: site, data: data)
            report.add(try await workbook.run(comparedWith: scope))
        }
        let beforePayments = Instant.now()
        report.add(try await pay(site, scope, data))
        let drafts = try await draftSource(site, scope)
        let beforeLast = try await postLate(site, scope, drafts)
        try await finishRollups(site, scope)
        try await serve(site, scope, drafts, [beforePayments, beforeLast], &report)
        if options.parts.contains(.export) {
            report.begin("Files: \(title)")
            report.add(try await ExportLines(site: site, scope: scope).run())
        }
        if isLast { try await measureRows(site, scope, drafts, &report) }
        report.begin("Proof: \(title)")
        report.add(try await verify(site, scope))
    }

    private func pay(
        _ site: Site, _ scope: Scope, _ data: InvoiceData
    ) async throws -> Measurement {
        var count = 0
        let seconds = try await Timing.measure {
            count = try await Payments(site: site, scope: scope, data: data).post()
        }
        return Measurement(
            "receipts posted and applied, batches of \(Figure.grouped(PostingService.batchMax))",
            "\(Figure.grouped(count)) in \(Figure.seconds(seconds))")
    }

    private func draftSource(_ site: Site, _ scope: Scope) async throws -> DraftSource {
        let row = try await site.tenantDatabase.read(
            scope, "SELECT min(id), max(id) FROM ar_customer"
        ).single()
        return try DraftSource(
            scope, customers: try row.int64(0)...(try row.int64(1)), prefix: "B-")
    }

    /// Posts the last invoices one by one; returns a time before the first of them.
    private func postLate(
        _ site: Site, _ scope: Scope, _ drafts: DraftSource
    ) async throws -> Instant {
        let time = Instant.now()
        for _ in 0..<Self.latePostings { _ = try await site.posting.post(scope, [drafts.next()]) }
        return time
    }

    /// Folds everything and tidies up, as the running server and PostgreSQL do in time.
    private func finishRollups(_ site: Site, _ scope: Scope) async throws {
        while try await site.rollups.isDue(scope, today: scope.today()) {
            _ = try await site.rollups.run(scope, today: scope.today())
        }
        try PsqlSession(site.connection(.superuser)).run(
            "SET client_min_messages = error; VACUUM (ANALYZE); CHECKPOINT;")
    }

    private func serve(
        _ site: Site, _ scope: Scope, _ drafts: DraftSource, _ times: [Instant],
        _ report: inout Report
    ) async throws {
        try await keep(site, scope, &report)
        guard !options.parts.isDisjoint(with: [.aging, .page, .browser, .http, .api]) else {
            return
        }
        let server = try await Server.start(site, for: scope)
        defer { server.stop() }
        let title = "\(Figure.grouped(size)) invoices"
        if options.parts.contains(.aging) {
            report.begin("Aging of all customers to JSON, not cached: \(title)")
            let aging = AgingLines(site: site, scope: scope)
            for question in try questions(scope, times) {
                report.add(try aging.measure(question, on: server))
            }
        }
        if options.parts.contains(.page) {
            report.begin("First 100 rows of the report's page, not cached: \(title)")
            report.add(try ReportPageLines(scope: scope, server: server).run())
        }
        if isLast, options.parts.contains(.browser), let project = options.project {
            report.begin("The report in Chromium, not cached: \(title)")
            report.add(
                try await BrowserLines(site: site, server: server, project: project).run())
        }
        if options.parts.contains(.http) {
            report.begin("Dashboard, not cached, 32 connections: \(title)")
            let lines = EndpointLines(site: site, scope: scope, server: server, drafts: drafts)
            for endpoint in EndpointLines.endpoints { report.add(try await lines.quiet(endpoint)) }
            for endpoint in EndpointLines.endpoints {
                report.add(try await lines.whilePosting(endpoint))
            }
            report.add(try await lines.exactness())
        }
        if options.parts.contains(.api) {
            let key = try await site.key(to: scope)
            report.begin("The API's lists of invoices, not cached: \(title)")
            report.add(
                try await APIListLines(site: site, scope: scope, server: server, key: key).run())
            try await write(site, scope, drafts, key: key, title, &report)
        }
        if let memory = server.memory {
            let after = "\(Figure.mebibytes(memory.residentBytes)) MB"
            report.add(
                .memory("server's peak memory under this load", memory.peakBytes, atMost: 100))
            report.add(Measurement("server's memory after it", after))
        }
    }

    /// By a server of its own that has as many database sessions as the engine beside it.
    private func write(
        _ site: Site, _ scope: Scope, _ drafts: DraftSource, key: String, _ title: String,
        _ report: inout Report
    ) async throws {
        let server = try await Server.start(site, for: scope, sessions: Site.connectionsMax)
        defer { server.stop() }
        report.begin("The API's writing, 32 connections: \(title)")
        report.add(
            try await APIWriteLines(
                site: site, scope: scope, server: server, key: key, drafts: drafts
            ).run())
        if let memory = server.memory {
            report.add(.memory("that server's peak memory", memory.peakBytes, atMost: 100))
        }
    }

    private func keep(_ site: Site, _ scope: Scope, _ report: inout Report) async throws {
        guard options.parts.contains(.cache) else { return }
        let server = try await Server.start(site, for: scope, keeps: true)
        defer { server.stop() }
        report.begin(
            "Dashboard while nothing changes, 32 connections: \(Figure.grouped(size)) invoices")
        let customer: Int64 = try await site.tenantDatabase.read(
            scope, "SELECT min(customer_id) FROM ar_open_item"
        ).single().decode(0)
        report.add(
            try await CacheLines(
                site: site, server: server, key: try await site.key(to: scope),
                customer: "\(customer)"
            ).run())
        if let memory = server.memory {
            report.add(
                Measurement(
                    "server's peak memory under this load",
                    "\(Figure.mebibytes(memory.peakBytes)) MB"))
        }
    }

    private func questions(
        _ scope: Scope, _ times: [Instant]
    ) throws -> [AgingLines.Question] {
        let limits = try AgingLimits(scope.tenant.agingLimits)
        let today = AgingRequest(asOf: scope.today(), limits: limits)
        let past = AgingRequest(
            asOf: try scope.today().adding(days: -Self.twoYears), limits: limits)
        let names = ["before the receipts were recorded", "before the last 1,000 postings"]
        let known = zip(names, times).map { name, time in
            var request = today
            request.knownAt = time
            return AgingLines.Question(
                what: "as of today, as known \(name)", request: request, secondsMax: 2)
        }
        return [
            .init(what: "as of today", request: today, secondsMax: 0.1, factorMax: 1.3),
            .init(what: "as of two years ago", request: past, secondsMax: 0.25),
        ] + known
    }

    private func measureRows(
        _ site: Site, _ scope: Scope, _ drafts: DraftSource, _ report: inout Report
    ) async throws {
        if options.parts.contains(.read) {
            report.begin("Reading one row through PostgresClient")
            report.add(
                try await ReadLines(site: site, scope: scope, documents: 1...Int64(size)).run())
        }
        if options.parts.contains(.post) {
            report.begin("Posting one invoice with its ledger and journal rows")
            report.add(try await PostingLines(site: site, scope: scope, drafts: drafts).run())
        }
    }

    /// Proves everything derived against the ledger, after all that load.
    private func verify(_ site: Site, _ scope: Scope) async throws -> Measurement {
        let outcome = try await Command(
            [options.program, "verify", "--tenant", scope.tenant.name.text],
            environment: site.environment()
        ).run(allowing: [0, 1])
        return .check(
            "everything derived agrees with the ledger",
            outcome.status == 0 ? "yes" : String(outcome.output.prefix(80)), outcome.status == 0)
    }
}
