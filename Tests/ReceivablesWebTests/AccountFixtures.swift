import Hummingbird
import HummingbirdTesting
import Kernel
import Logging
import WebSupport

@testable import Receivables
@testable import ReceivablesWeb
@testable import Tenancy

/// Answers for the pages of customers and documents, and a server that has them, without a
/// database.
enum AccountFixtures {
    static let hostile = ReportFixtures.hostileName
    static let escaped =
        "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &quot;O&#39;Neil&quot;"

    static let customer = Customer(id: ID(12), code: "C12", name: hostile)

    static func account(
        _ question: AccountQuestion, notes: [Note] = [], habits: PaymentHabits? = nil
    ) throws -> CustomerAccount {
        CustomerAccount(
            customer: customer, asOf: question.asOf, group: nil, terms: nil, currency: nil,
            balance: 123_450, overdue: -50, buckets: [123_500, -50, 0, 0, 0, 0], openItems: 1,
            oldestDue: try ReportFixtures.date("2026-09-20"), balances: [],
            contacts: [
                CustomerAccount.Contact(
                    name: hostile, email: "a\"b@example.com", phone: "+1 (202) 555-01",
                    role: nil)
            ], habits: habits, notes: notes, noteCount: notes.count)
    }

    static func item(_ day: String = "2026-09-20") throws -> AccountItem {
        AccountItem(
            document: ID(41), kind: .invoice, number: hostile, instalment: 1,
            date: try ReportFixtures.date("2026-08-20"), dueDate: try ReportFixtures.date(day),
            currency: try ReportFixtures.currency("USD"), documentAmount: 200_000, open: 123_450,
            baseOpen: 123_450, isDisputed: true)
    }

    static func overview(_ day: LocalDate, steps: FirstSteps, open: Int64 = 30_001) throws
        -> HomeOverview
    {
        let limits = AgingLimits.standard
        return HomeOverview(
            today: day,
            stats: SummaryStats(
                customers: 3, open: open, overdue: 10_000, invoices: 8, overdueInvoices: 4,
                daysOverdue: 41, atRiskCustomers: 1),
            limits: limits,
            distribution: AgingDistribution(
                amounts: [20_001, 5_000, 2_000, 1_000, 1_500, 500], total: 30_001),
            over90: 2_000, controlBalance: 30_001,
            daysSalesOutstanding: DaysSalesOutstanding(
                receivables: open, current: 20_001, creditSales: 60_002),
            trend: try BalanceTrend.points([], today: day),
            grown: [OverdueMover(customer: ID(12), name: hostile, overdue: 500, change: 400)],
            shrunk: [],
            week: try RollForward(
                from: day.adding(days: -7), to: day, currency: ReportFixtures.currency("USD"),
                opening: AgingTotals(bucketCount: 6), changes: [:]),
            imports: [
                RecentImport(
                    id: 3, fileName: hostile, recordedAt: ReportFixtures.now, actor: hostile,
                    newCount: 5, changedCount: 0, unchangedCount: 1, rejectedCount: 2)
            ], firstSteps: steps)
    }

    static func document(_ question: DocumentQuestion) throws -> DocumentRecord {
        let currency = try ReportFixtures.currency("USD")
        return DocumentRecord(
            id: question.document, asOf: question.asOf, kind: .invoice, number: hostile,
            reference: hostile, customer: customer, terms: nil,
            date: try ReportFixtures.date("2026-08-20"), isDateAssumed: false,
            dueDate: try ReportFixtures.date("2026-09-20"), currency: currency, amount: 200_000,
            baseAmount: 200_000, open: 123_450, baseOpen: 123_450,
            oldestOpenDue: try ReportFixtures.date("2026-09-20"), status: .posted,
            isDisputed: false, recordedAt: ReportFixtures.now,
            origin: DocumentRecord.Origin(importID: 3, fileName: hostile), instalments: [],
            movements: [
                DocumentMovement(
                    effectiveOn: try ReportFixtures.date("2026-08-20"),
                    recordedAt: ReportFixtures.now, kind: .allocation, cause: .original,
                    instalment: 1, amount: -76_550, baseAmount: -76_550, balance: 123_450,
                    baseBalance: 123_450, other: ID(42), otherNumber: hostile,
                    otherKind: .receipt)
            ], movementCount: 1,
            journal: [
                JournalLine(
                    entry: 7, entryOn: try ReportFixtures.date("2026-08-20"),
                    recordedAt: ReportFixtures.now, source: .invoice, accountCode: "1100",
                    accountName: hostile, currency: currency, amount: 200_000,
                    baseAmount: 200_000)
            ], hasMoreJournal: false)
    }

    static func reader() -> AccountsReader {
        AccountsReader(
            home: { _, day in
                try overview(
                    day, steps: FirstSteps(hasInvoices: true, hasReceipts: true, hasContacts: true))
            },
            distribution: { _, _ in
                (.standard, AgingDistribution(amounts: [1, 0, -250, 0, 0, 6], total: -243))
            },
            trend: { _, day in try BalanceTrend.points([], today: day) },
            customers: { _, request in
                CustomerList(
                    rows: [
                        CustomerList.Row(
                            customer: customer, balance: 123_450, overdue: -50, openInvoices: 2)
                    ], count: 250, balance: 999_999, overdue: 88, hasCustomers: true)
            },
            account: { _, question in
                guard question.customer.rawValue == 12 else { throw AccountError.unknownCustomer }
                let view: AccountView =
                    question.view == .statement
                    ? .statement : .items(AccountPage(rows: [try item()], count: 1))
                return (
                    try account(
                        question,
                        notes: [
                            Note(author: hostile, recordedAt: ReportFixtures.now, text: hostile)
                        ]), view
                )
            },
            customer: { _, _ in customer },
            statements: { _, _, _, _ in [] },
            addNote: { scope, _, _ in try scope.require(.writeNotes) },
            groups: { _ in [CustomerGroup(id: ID(3), name: hostile, customers: 1)] },
            document: { _, question in
                guard question.document.rawValue == 41 else { throw AccountError.unknownDocument }
                return try document(question)
            },
            search: { _, terms, _, limit in
                SearchHits(
                    customers: [
                        SearchHits.FoundCustomer(customer: customer, balance: Int64(limit))
                    ],
                    documents: [], hasMoreCustomers: true, hasMoreDocuments: false)
            })
    }

    static func withServer<Value>(
        _ reader: AccountsReader = AccountFixtures.reader(),
        permissions: Set<Permission> = Set(Permission.allCases), locale: String = "en-US",
        _ test: @Sendable (any TestClientProtocol) async throws -> Value
    ) async throws -> Value {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let tenant = try ReportFixtures.tenant(locale: locale)
        let visitor = Visitor(
            actor: .person(id: 1, email: "ann@example.com"), name: "Ann",
            csrfToken: "token-of-ann",
            memberships: [tenant.name: Grant(permissions: permissions, portfolio: nil)])
        let server = try WebServer.build(
            address: try ListeningAddress(host: "127.0.0.1", port: 0),
            tenants: TenantResolver(lookup: { _ in tenant }, all: { [tenant] }),
            authenticator: .always(visitor), health: HealthCheck {},
            features: [AccountsFeature.feature(reader)], logger: logger,
            now: { ReportFixtures.now })
        return try await server.test(.router, test)
    }

    static func get(
        _ uri: String, _ reader: AccountsReader = AccountFixtures.reader(),
        permissions: Set<Permission> = Set(Permission.allCases), locale: String = "en-US",
        headers: HTTPFields = [.accept: "text/html"]
    ) async throws -> TestResponse {
        try await withServer(reader, permissions: permissions, locale: locale) { client in
            try await client.execute(uri: uri, method: .get, headers: headers)
        }
    }
}
