import Formats
import Foundation
import Hummingbird
import HummingbirdTesting
import Kernel
import Logging
import Testing
import WebSupport

@testable import Receivables
@testable import ReceivablesWeb
@testable import Tenancy

@Suite struct `Exports over HTTP` {
    private static let browser: HTTPFields = [.accept: "text/html"]

    private func use(
        patience: Duration = .seconds(60), limits: ExportStore.Limits = ExportStore.Limits(),
        recorded: (@Sendable (Scope, AuditEvent) async -> Void)? = nil,
        aging: @escaping @Sendable (AgingRequest, ExportFile.MakeWriter) async throws -> Void,
        _ test: @Sendable (any TestClientProtocol) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("exports-\(UUID().uuidString)").path
        let store = ExportStore(in: folder, limits: limits)
        let recorder = AuditRecorder { await recorded?($0, $1) }
        let exporter = Exporter(
            desk: ExportDesk(store: store, patience: patience), recorder: recorder
        ) { () throws(ExportError) -> TypstProgram in throw .noTypst }
        let exports = ReceivablesExports(
            checkAging: { _, _ in },
            aging: { _, request, make in try await aging(request, make) },
            statement: { scope, id, from, to in
                guard id.rawValue == 12 else {
                    throw AgingError.unknownCustomer(id.description)
                }
                return AccountStatement(
                    tenant: scope.tenant,
                    customer: Customer(
                        id: id, code: "A/../\"b\"\n; x", name: ReportFixtures.hostileName),
                    contact: [], from: from, to: to, accounts: [])
            },
            customers: { _, request, make in
                try make().write(
                    ExportDocument(
                        title: request.search, facts: [], locale: LocaleFormat("en-US")),
                    ExportSection(name: "S", columns: [ExportColumn("Order", .text)]),
                    rows: [[.text(request.order.rawValue)]])
            }, document: { _, _ in throw AccountError.unknownDocument },
            account: { _, id, list, day, make in
                guard id.rawValue == 12 else { throw AccountError.unknownCustomer }
                try Self.write("\(list.rawValue) of \(day)", make)
            }, found: { _, terms, make in try Self.write("found \(terms.text)", make) },
            imports: { _, make in try Self.write("imports", make) },
            home: { _, day in
                try AccountFixtures.overview(
                    day, steps: FirstSteps(hasInvoices: true, hasReceipts: true, hasContacts: true))
            })
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let tenant = try ReportFixtures.tenant()
        let server = try WebServer.build(
            address: try ListeningAddress(host: "127.0.0.1", port: 0),
            tenants: TenantResolver(lookup: { _ in tenant }, all: { [tenant] }),
            authenticator: .always(ReportFixtures.visitor(of: tenant)), health: HealthCheck {},
            features: [
                ReceivablesFeature.feature(
                    ReportFixtures.reader(), recorder: recorder,
                    exports: (exports, exporter)),
                ExportPages.feature(store, recorder),
            ], logger: logger, now: { ReportFixtures.now })
        try await server.test(.router, test)
        await store.close()
        try? FileManager.default.removeItem(atPath: folder)
    }

    private static func write(_ text: String, _ make: ExportFile.MakeWriter) throws {
        try make().write(
            ExportDocument(title: "T", facts: [], locale: LocaleFormat("en-US")),
            ExportSection(name: "S", columns: [ExportColumn("What", .text)]),
            rows: [[.text(text)]])
    }

    private static let write: @Sendable (AgingRequest, ExportFile.MakeWriter) throws -> Void = {
        request, make in
        try make().write(
            ExportDocument(title: "T", facts: [], locale: LocaleFormat("en-US")),
            ExportSection(
                name: "S", columns: [ExportColumn("Limits", .text), ExportColumn("By", .text)]),
            rows: [[.text("\(request.limits.days)"), .text("\(request.rows)")]])
    }

    @Test func `answer with a file that says what it is`() async throws {
        try await use(aging: Self.write) { client in
            for (format, type) in [("csv", "text/csv"), ("xlsx", "application/vnd.openxml")] {
                let response = try await client.execute(
                    uri: "/ar/report/export.\(format)?as_of=2026-09-30&buckets=7,14&by=invoice",
                    method: .get)
                #expect(response.status == .ok)
                #expect(response.headers[.contentType]?.hasPrefix(type) == true)
                #expect(
                    response.headers[.contentDisposition]
                        == "attachment; filename=\"aging-acme-2026-09-30.\(format)\"")
                #expect(response.headers[.contentLength] == "\(response.body.readableBytes)")
                if format == "csv" { #expect(response.text.contains("\"[7, 14]\",invoice")) }
            }
        }
    }

    @Test func `refuse a wrong question and what cannot be made`() async throws {
        try await use(aging: Self.write) { client in
            let wrong = try await client.execute(
                uri: "/ar/report/export.csv?basis=x", method: .get)
            #expect(wrong.status == .badRequest && wrong.text.contains("basis"))
            let pages = try await client.execute(uri: "/ar/report/export.pdf", method: .get)
            #expect(pages.status == .serviceUnavailable)
            #expect(pages.text.contains("pdf_not_available"))
            let nobody = try await client.execute(
                uri: "/ar/customers/99/statement.xlsx", method: .get)
            #expect(nobody.status == .notFound)
        }
    }

    @Test func `name a statement's file without anything that a header cannot bear`() async throws {
        try await use(aging: Self.write) { client in
            let response = try await client.execute(
                uri: "/ar/customers/12/statement.csv?from=2026-01-01&to=2026-09-30", method: .get)
            #expect(
                response.headers[.contentDisposition]
                    == "attachment; filename=\"statement-acme-A-b-x-2026-09-30.csv\"")
            #expect(response.text.contains("customer,currency,date"))
        }
    }

    @Test func `lead to a page of their own where they take long`() async throws {
        let (stream, continuation) = AsyncStream<Void>.makeStream()
        try await use(
            aging: { request, make in
                for await _ in stream {}
                try Self.write(request, make)
            }
        ) { client in
            var impatient = Self.browser
            impatient[HeaderNames.prefer] = "handling=lenient, Respond-Async"
            let begun = try await client.execute(
                uri: "/ar/report/export.csv", method: .get, headers: impatient)
            #expect(begun.status == .seeOther)
            let path = try #require(begun.headers[.location])
            let waiting = try await client.execute(uri: path, method: .get, headers: Self.browser)
            #expect(waiting.text.contains("Aging report") && waiting.text.contains("every 1s"))
            let early = try await client.execute(uri: path + "file", method: .get)
            #expect(early.status == .conflict)
            continuation.finish()
            var page = waiting
            while page.text.contains("every 1s") {
                page = try await client.execute(uri: path, method: .get, headers: Self.browser)
            }
            #expect(page.text.contains("Download aging-acme-2026-09-30.csv"))
            for _ in 0..<2 {
                let file = try await client.execute(uri: path + "file", method: .get)
                #expect(file.status == .ok && file.text.contains("Limits,By"))
            }
        }
    }

    @Test func `say on their page what went wrong, and can be taken away`() async throws {
        let (stream, continuation) = AsyncStream<Void>.makeStream()
        try await use(
            patience: .zero,
            aging: { _, _ in
                for await _ in stream {}
                throw AgingError.totalTooLarge
            }
        ) { client in
            let begun = try await client.execute(
                uri: "/ar/report/export.csv", method: .get, headers: Self.browser)
            let path = try #require(begun.headers[.location])
            continuation.finish()
            var page = ""
            repeat {
                page = try await client.execute(uri: path, method: .get, headers: Self.browser).text
            } while page.contains("every 1s")
            #expect(page.contains("larger than this program can print"))
            let removed = try await client.execute(
                uri: path + "remove", method: .post,
                headers: [.contentType: "application/x-www-form-urlencoded"],
                body: ByteBuffer(string: "csrf_token=token-of-ann"))
            #expect(removed.status == .seeOther)
            let gone = try await client.execute(uri: path, method: .get)
            #expect(gone.status == .notFound)
        }
    }

    @Test func `hold lists as their pages' addresses ask for them`() async throws {
        try await use(aging: Self.write) { client in
            let list = try await client.execute(
                uri: "/ar/customers/export.csv?sort=name&order=desc&as_of=2026-09-30",
                method: .get)
            #expect(list.status == .ok && list.text.contains("desc"))
            #expect(
                list.headers[.contentDisposition]
                    == "attachment; filename=\"customers-acme-2026-09-30.csv\"")
            for name in ["movements.xlsx", "journal.csv"] {
                let document = try await client.execute(
                    uri: "/ar/documents/7/\(name)", method: .get)
                #expect(document.status == .notFound)
            }
        }
    }

    @Test(
        arguments: [
            (
                "/ar/customers/12/open-items.csv?as_of=2026-09-01",
                "open-items-acme-12-2026-09-01.csv", "open-items of 2026-09-01"
            ),
            (
                "/ar/customers/12/documents.csv", "documents-acme-12-2026-09-30.csv",
                "documents of 2026-09-30"
            ),
            (
                "/ar/customers/12/movements.csv", "movements-acme-12-2026-09-30.csv",
                "movements of 2026-09-30"
            ),
            ("/ar/customers/12/notes.csv", "notes-acme-12-2026-09-30.csv", "notes of"),
            ("/ar/search/documents.csv?q=INV%2F7", "documents-acme-INV-7.csv", "found INV/7"),
            ("/ar/export.csv", "receivables-acme-2026-09-30.csv", "1-30 days,USD,50.00"),
            ("/import/export.csv", "imports-acme-2026-09-30.csv", "imports"),
        ])
    func `hold each list of a page`(
        address: String, name: String, content: String
    ) async throws {
        try await use(aging: Self.write) { client in
            let file = try await client.execute(uri: address, method: .get)
            #expect(file.status == .ok && file.text.contains(content))
            #expect(
                file.headers[.contentDisposition] == "attachment; filename=\"\(name)\"")
            let nobody = try await client.execute(
                uri: "/ar/customers/13/open-items.csv", method: .get)
            #expect(nobody.status == .notFound)
        }
    }
}
