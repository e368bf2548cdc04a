import BooksTestSupport
import Kernel
import Ledger
import PostgresClient
import Receivables
import Tenancy
import Testing

@testable import Receivables

@Suite
struct `Every statement` {
    @Test func `of the aging reports runs against the migrated tables`() async throws {
        try await Books.use { books in
            let acme = try await books.customer("acme")
            _ = try await books.invoice(acme, "R-1", on: "2026-01-10", "100.00 USD")
            let now = try await books.now()
            for basis in AgingBasis.allCases {
                for unapplied in AgingRequest.Unapplied.allCases {
                    for rows in AgingRequest.Rows.allCases {
                        for currency in [AgingCurrency.base, .only("USD")] {
                            for knownAt in [nil, now] {
                                for customer in [nil, acme] {
                                    let report = try await books.report(asOf: "2026-02-01") {
                                        $0.basis = basis
                                        $0.unapplied = unapplied
                                        $0.rows = rows
                                        $0.currency = currency
                                        $0.knownAt = knownAt
                                        $0.customer = customer
                                    }
                                    #expect(report.totals.total == 10_000)
                                }
                            }
                        }
                    }
                }
            }
            var request = AgingRequest(asOf: "2026-02-01", limits: .standard)
            request.currency = .all
            #expect(try await books.aging.report(books.scope, request).map(\.currency) == ["USD"])
        }
    }

    /// Just after a large import PostgreSQL knows nothing of its tables.
    @Test func `of a statement of account looks up the customer's documents`() async throws {
        try await Books.use { books in
            let rows = (0..<2_000).map { "C\($0 % 500),N-\($0),2026-01-01,2026-02-01,1.00" }
            try await books.importing(
                "Customer,Invoice No,Invoice Date,Due Date,Amount\n"
                    + rows.joined(separator: "\n"))
            let customer = try #require(try await books.customers.find(books.scope, "C7"))
            let plan = try await books.database.read(
                books.scope,
                "EXPLAIN \(fragment: StatementService.movements(customer.id, to: "2026-06-30"))")
            let text = try plan.map { try $0.string(0) }.joined(separator: "\n")
            #expect(text.contains("ar_document_") && text.contains("ar_entry_pkey"), "\(text)")
            #expect(!text.contains("ar_entry_effective"), "\(text)")
            let statement = try await books.statements.statements(
                books.scope, of: customer, from: nil, to: "2026-06-30")
            #expect(statement.map(\.closing) == [400])
        }
    }

    @Test func `of the other services runs against the migrated tables`() async throws {
        try await Books.use { books in
            let (scope, day) = (books.scope, Shorthand.date("2026-02-01"))
            try await books.customers.createTerms(
                scope,
                PaymentTerms(
                    name: "thirds", dueDays: 30,
                    instalments: [
                        .init(partsPerTenThousand: 3_334, days: 30),
                        .init(partsPerTenThousand: 6_666, days: 60),
                    ]))
            let ids = try await books.customers.create(
                scope,
                [
                    CustomerDraft(
                        code: "acme", name: "Acme Ltd", group: "north", terms: "thirds",
                        currency: "USD", contacts: [ContactDraft(name: "Ann", email: "a@acme.test")]
                    )
                ])
            let acme = try #require(try await books.customers.find(scope, "Acme Ltd"))
            #expect(acme.id == ids.first)
            #expect(try await books.customers.find(scope, acme.id.description)?.code == "acme")
            #expect(try await books.customers.find(scope, "nobody") == nil)
            await #expect(throws: PostingError.duplicateCustomer("acme")) {
                try await books.customer("acme")
            }
            await #expect(throws: PostingError.unknownTerms("x")) {
                try await books.customers.create(
                    scope, [CustomerDraft(code: "b", name: "b", terms: "x")])
            }
            #expect(try await books.summary.invoices(scope, of: acme.id, asOf: day) == [])
            await #expect(throws: AgingError.unknownCustomer("4711")) {
                try await books.summary.invoices(scope, of: CustomerID(4711), asOf: day)
            }
            await #expect(throws: AgingError.pastTheEnd) {
                try await books.summary.customers(scope, asOf: day, page: 2)
            }
            #expect(try await books.summary.stats(scope, asOf: day).customers == 0)
            #expect(try await books.rollups.isDue(scope, today: day))
            _ = try await books.rollups.run(scope, today: day)
            #expect(try await books.rollups.isDue(scope, today: day) == false)
            #expect(
                try await books.statements.statements(scope, of: acme, from: nil, to: day).isEmpty)
            // The view for reports by others.
            _ = try await books.database.read(scope, "SELECT * FROM ar_invoice")
        }
    }

    @Test func `tells when a total leaves 64 bits`() async throws {
        try await Books.use { books in
            let acme = try await books.customer("acme")
            let most = Money(minorUnits: DocumentDraft.minorUnitsMax, currency: Books.base)
            // Just enough of the largest invoices to leave the range of a total.
            let drafts = (1...9_224).map { number in
                DocumentDraft(
                    kind: .invoice, customer: acme, number: "R-\(number)",
                    date: Shorthand.date("2026-01-10"), amount: most)
            }
            _ = try await books.posting.post(books.scope, Array(drafts.prefix(5_000)))
            _ = try await books.posting.post(books.scope, Array(drafts.dropFirst(5_000)))
            for rows in AgingRequest.Rows.allCases {
                await #expect(throws: AgingError.totalTooLarge) {
                    try await books.report(asOf: "2026-02-01") { $0.rows = rows }
                }
            }
        }
    }

    @Test func `keeps no amount that sums could not hold`() async throws {
        try await Books.use { books in
            let acme = try await books.customer("acme")
            let over = Money(minorUnits: DocumentDraft.minorUnitsMax + 1, currency: Books.base)
            await #expect(throws: PostingError.tooLarge("R-1")) {
                _ = try await books.invoice(acme, "R-1", on: "2026-01-10", over)
            }
        }
    }

    @Test func `is refused to a scope that may not`() async throws {
        try await Books.use { books in
            let nobody = Scope(
                tenant: books.tenant, actor: .localVisitor,
                grant: Grant(permissions: [], portfolio: nil))
            let day = Shorthand.date("2026-02-01")
            let calls: [() async throws -> Void] = [
                { _ = try await books.summary.stats(nobody, asOf: day) },
                { _ = try await books.summary.distribution(nobody, asOf: day) },
                { _ = try await books.summary.customers(nobody, asOf: day) },
                {
                    _ = try await books.aging.report(
                        nobody, AgingRequest(asOf: day, limits: .standard))
                },
                { _ = try await books.posting.void(nobody, [DocumentID(1)]) },
                { _ = try await books.posting.reverse(nobody, [AllocationID(1)]) },
                { _ = try await books.posting.revalue(nobody, on: day) },
                { _ = try await books.customers.create(nobody, []) },
                { _ = try await books.customers.find(nobody, "x") },
                { _ = try await books.rollups.verify(nobody) },
            ]
            for call in calls {
                await #expect {
                    try await call()
                } throws: { error in
                    (error as? TenancyError)?.code == "not_permitted"
                }
            }
        }
    }

    @Test func `of the migrations can be distributed by schema`() throws {
        let files =
            try LedgerSchema.migrations() + ReceivablesSchema.migrations()
            + TenancySchema.migrations()
        for file in files {
            let findings = MigrationLint().findings(in: file.sql.text)
            #expect(findings.isEmpty, "\(file.title): \(findings)")
        }
    }
}
