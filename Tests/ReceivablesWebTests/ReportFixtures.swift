import Formats
import Hummingbird
import HummingbirdTesting
import Kernel
import Logging
import PostgresClient
import ReceivablesWeb
import WebSupport

@testable import Receivables
@testable import Tenancy

/// Reports and a server that answers with them, without a database.
enum ReportFixtures {
    /// A name that tries everything a page, a file and a terminal must stand.
    static let hostileName = "<script>alert(\"1\")</script> & \"O'Neil\" \u{5E9}\u{5DC} 🧾"
    static let formulaName = "=HYPERLINK(\"http://x\",\"y\")"

    static func date(_ text: String) throws -> LocalDate { try LocalDate(iso: text) }

    static func currency(_ code: String) throws -> Currency { try Currency(code: code) }

    static func request(_ asOf: String = "2026-09-30") throws -> AgingRequest {
        AgingRequest(asOf: try date(asOf), limits: .standard)
    }

    static func row(_ id: Int64, _ name: String, _ amounts: [Int64], unapplied: Int64 = 0)
        -> AgingRow
    {
        AgingRow(
            id: id, customer: name, item: nil, amounts: amounts, unapplied: unapplied,
            total: amounts.reduce(unapplied, +))
    }

    static func report(
        _ request: AgingRequest, _ rows: [AgingRow], currency code: String = "USD",
        control: Int64? = nil, warnings: [String] = []
    ) throws -> AgingReport {
        let totals = try AgingTotals(rows, bucketCount: request.limits.bucketCount)
        return AgingReport(
            tenant: "acme", request: request, currency: try currency(code), rows: rows,
            firstRow: 0, rowCount: rows.count, totals: totals,
            controlBalance: control ?? totals.total, warnings: warnings)
    }

    static func small() throws -> AgingReport {
        try report(
            try request(),
            [
                row(7, "Acme Ltd", [1_000, 0, 0, 0, 0, 500]),
                row(9, formulaName, [0, 123_456_789, -250, 0, 0, 0]),
            ])
    }

    static func byInvoice() throws -> AgingReport {
        var request = try request()
        request.rows = .invoice
        request.unapplied = .separate
        let invoice = AgingRow(
            id: 41, customer: "Acme Ltd",
            item: AgingRow.Item(
                document: "INV-1", kind: .invoice, instalment: 1,
                documentDate: try date("2026-07-01"), dueDate: try date("2026-08-30"),
                daysPastDue: 31, customerID: 7),
            amounts: [0, 0, 9_999, 0, 0, 0], unapplied: 0, total: 9_999)
        let credit = AgingRow(
            id: 42, customer: "Acme Ltd",
            item: AgingRow.Item(
                document: "R-1", kind: .receipt, instalment: 1,
                documentDate: try date("2026-09-30"), dueDate: try date("2026-09-30"),
                daysPastDue: 0),
            amounts: [0, 0, 0, 0, 0, 0], unapplied: -5, total: -5)
        return try report(request, [invoice, credit])
    }

    /// So many customers, the largest balance first.
    static func long(_ count: Int64) throws -> AgingReport {
        try report(
            try request(),
            (1...count).map { row($0, "Customer \($0)", [(count - $0 + 1) * 100, 0, 0, 0, 0, 0]) })
    }

    static func tenant(locale: String = "en-US", currency code: String = "USD") throws -> Tenant {
        Tenant(
            id: ID(1), name: try TenantName("acme"), schema: try Identifier("t1_acme"),
            role: try Identifier("ch_t1"), currency: try currency(code),
            timeZone: try TimeZoneName("Pacific/Kiritimati"), locale: locale,
            agingLimits: [30, 60, 90, 120], status: .active)
    }

    /// 2026-09-30 where the tenant is, still the 29th in Greenwich.
    static let now = Instant(unixSeconds: 1_790_681_400)

    /// For tests that are not about records.
    static let noRecorder = AuditRecorder { _, _ in }

    static func reader(
        aging: @escaping @Sendable (AgingRequest) throws -> [AgingReport] = { _ in
            [try ReportFixtures.small()]
        }
    ) -> ReceivablesReader {
        ReceivablesReader(
            stats: { _, _ in
                SummaryStats(
                    customers: 3, open: 30_001, overdue: 10_000, invoices: 8,
                    overdueInvoices: 4, daysOverdue: 41, atRiskCustomers: 1)
            },
            distribution: { _, _ in
                AgingDistribution(amounts: [1, -250, 3, 0, 5, 6], total: -235)
            },
            customers: { _, _, page in
                guard page == 1 else { throw AgingError.pastTheEnd }
                return [
                    CustomerBalance(
                        id: ID(12), name: hostileName, outstanding: 123_450, overdue: -5,
                        invoices: 2)
                ]
            },
            invoices: { _, day, customer in
                guard customer.rawValue == 12 else {
                    throw AgingError.unknownCustomer(customer.description)
                }
                return try openInvoices(on: day)
            },
            aging: { _, request in try aging(request) })
    }

    static func openInvoices(on day: LocalDate) throws -> [OpenInvoice] {
        try [(-31, 100), (0, 200), (1, 300), (91, 400), (121, -50)].map { days, amount in
            OpenInvoice(
                number: "N\(days)", kind: .invoice, date: try day.adding(days: -days - 30),
                dueDate: try day.adding(days: -days), amount: amount, isDisputed: amount == 300,
                daysPastDue: days)
        }
    }

    static func visitor(of tenant: Tenant) -> Visitor {
        Visitor(
            actor: .person(id: 1, email: "ann@example.com"), name: "Ann", csrfToken: "token-of-ann",
            memberships: [
                tenant.name: Grant(permissions: Set(Permission.allCases), portfolio: nil)
            ])
    }

    static func withServer<Value>(
        _ reader: ReceivablesReader = ReportFixtures.reader(), locale: String = "en-US",
        currency: String = "USD", fiscalYearStart: Int = 1,
        _ test: @Sendable (any TestClientProtocol) async throws -> Value
    ) async throws -> Value {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        var changed = try tenant(locale: locale, currency: currency)
        changed.fiscalYearStart = fiscalYearStart
        let tenant = changed
        let server = try WebServer.build(
            address: try ListeningAddress(host: "127.0.0.1", port: 0),
            tenants: TenantResolver(lookup: { _ in tenant }, all: { [tenant] }),
            authenticator: .always(visitor(of: tenant)), health: HealthCheck {},
            features: [ReceivablesFeature.feature(reader, recorder: noRecorder)],
            logger: logger, now: { now })
        return try await server.test(.router, test)
    }
}

extension TestResponse {
    var text: String { String(buffer: body) }
}
