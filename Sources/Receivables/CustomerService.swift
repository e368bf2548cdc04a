package import Kernel
import PostgresClient
package import Tenancy

/// Master data: customers, groups, terms and exchange rates.
package struct CustomerService: Sendable {
    let database: TenantDatabase

    package init(database: TenantDatabase) {
        self.database = database
    }

    /// Creates customers in one transaction and returns their ids in the same order. A group that
    /// does not exist is created; terms must exist.
    ///
    /// - Throws: `PostingError`.
    package func create(_ scope: Scope, _ drafts: [CustomerDraft]) async throws -> [CustomerID] {
        try scope.require(.postReceivables)
        return try await database.transaction(scope) { connection in
            // By bytes, as the database compares.
            let groups = Set(drafts.compactMap { $0.group.map { Array($0.utf8) } })
                .sorted { $0.lexicographicallyPrecedes($1) }
                .map { String(decoding: $0, as: UTF8.self) }
            let addGroups: Query = """
                INSERT INTO ar_customer_group (name) SELECT unnest(\(groups)::text[])
                ON CONFLICT (name) DO NOTHING
                """
            _ = try connection.execute(addGroups)
            var ids: [CustomerID] = []
            for draft in drafts {
                let id = try Self.insert(draft, connection: connection)
                ids.append(id)
                for contact in draft.contacts {
                    let add: Query = """
                        INSERT INTO ar_contact (customer_id, name, email, phone, role)
                        VALUES (\(id), \(contact.name), \(optional: contact.email),
                            \(optional: contact.phone), \(optional: contact.role))
                        """
                    _ = try connection.execute(add)
                }
            }
            let event = AuditEvent(
                .customerCreated, AuditObject(.customer, ids.count == 1 ? ids.first : nil),
                after: [
                    "count": .number(Int64(ids.count)), "ids": PostingAudit.list(ids),
                    "contacts": .number(Int64(drafts.reduce(0) { $0 + $1.contacts.count })),
                ])
            try connection.execute(event.record(scope))
            try Self.tell(ids, connection)
            return ids
        }
    }

    /// Tells whoever wants to know that these customers were created.
    static func tell(_ ids: [CustomerID], _ connection: isolated PostgresConnection) throws {
        let tell: Query = """
            SELECT CASE WHEN EXISTS (SELECT FROM webhook_subscription)
                THEN ar_event_customers(\(ids.map(\.rawValue))) END
            """
        _ = try connection.query(tell)
    }

    private static func insert(
        _ draft: CustomerDraft, connection: isolated PostgresConnection
    ) throws -> CustomerID {
        let insert: Query = """
            INSERT INTO ar_customer (code, name, group_id, terms_id, currency)
            SELECT \(draft.code), \(draft.name),
                (SELECT id FROM ar_customer_group WHERE name = \(optional: draft.group)),
                (SELECT id FROM ar_payment_terms WHERE name = \(optional: draft.terms)),
                \(optional: draft.currency?.code)
            WHERE \(optional: draft.terms)::text IS NULL
                OR EXISTS (SELECT FROM ar_payment_terms WHERE name = \(optional: draft.terms))
            ON CONFLICT (code) DO NOTHING
            RETURNING id
            """
        if let row = try connection.query(insert).first { return ID(try row.int64(0)) }
        let taken: Query = "SELECT EXISTS (SELECT FROM ar_customer WHERE code = \(draft.code))"
        if try connection.query(taken).single().decode(0, as: Bool.self) {
            throw PostingError.duplicateCustomer(draft.code)
        }
        throw PostingError.unknownTerms(draft.terms ?? "")
    }

    /// Finds a customer by id, code or exact name.
    package func find(_ scope: Scope, _ text: String) async throws -> Customer? {
        try scope.require(.readReceivables)
        let rows = try await database.read(
            scope,
            """
            SELECT id, code, name FROM ar_customer
            WHERE code = \(text) OR name = \(text) OR id = \(optional: CustomerID(text))
            ORDER BY code = \(text) DESC, name = \(text) DESC, id LIMIT 1
            """)
        return try rows.first.map {
            Customer(id: ID(try $0.int64(0)), code: try $0.string(1), name: try $0.string(2))
        }
    }

    package func createTerms(_ scope: Scope, _ terms: PaymentTerms) async throws {
        try scope.require(.postReceivables)
        _ = try await database.write(scope, [Self.setTerms(scope, terms)])
    }

    /// Columns: id, name, due days, whether from the month's end, the instalments' parts and days.
    static func setTerms(_ scope: Scope, _ terms: PaymentTerms) -> Query {
        let store: Query = """
            INSERT INTO ar_payment_terms
                (name, due_days, from_month_end, instalment_parts, instalment_days)
            VALUES (\(terms.name), \(Int32(terms.dueDays)), \(terms.countsFromMonthEnd),
                \(terms.instalments.map { Int32($0.partsPerTenThousand) }),
                \(terms.instalments.map { Int32($0.days) }))
            ON CONFLICT (name) DO UPDATE SET due_days = excluded.due_days,
                from_month_end = excluded.from_month_end,
                instalment_parts = excluded.instalment_parts,
                instalment_days = excluded.instalment_days
            RETURNING *
            """
        return AuditEvent(.termsSet, AuditObject(.terms)).record(
            scope, with: store, id: "result.id", outcome: "to_jsonb(result)",
            earlier: "(SELECT to_jsonb(t) FROM ar_payment_terms AS t WHERE t.name = result.name)")
    }

    /// Sets how much base currency a unit of a currency is worth from a day on.
    package func setRate(
        _ scope: Scope, _ currency: Currency, from day: LocalDate, to rate: ExactDecimal
    ) async throws {
        try await setRates(scope, [(currency: currency, day: day, rate: rate)])
    }

    package func setRates(
        _ scope: Scope, _ rates: [(currency: Currency, day: LocalDate, rate: ExactDecimal)]
    ) async throws {
        try scope.require(.postReceivables)
        _ = try await database.write(scope, try Self.setRates(scope, rates))
    }

    /// The statements that set them, with their record.
    ///
    /// - Throws: `PostingError.rate`, `.rateOfBase`.
    static func setRates(
        _ scope: Scope, _ rates: [(currency: Currency, day: LocalDate, rate: ExactDecimal)]
    ) throws(PostingError) -> [Query] {
        guard rates.allSatisfy({ $0.rate.isRate }) else { throw .rate }
        let base = scope.tenant.currency
        guard rates.allSatisfy({ $0.currency != base || $0.rate == .one }) else {
            throw .rateOfBase
        }
        let known = rates.prefix(PostingAudit.listMax)
        let earlier: Query = """
            SELECT jsonb_object_agg(currency || ' ' || valid_on, rate::text) AS rates FROM ar_rate
            JOIN unnest(\(known.map(\.currency.code)), \(known.map(\.day)))
                AS given (currency, valid_on) USING (currency, valid_on)
            """
        let values = known.map { ("\($0.currency.code) \($0.day)", AuditValue.text("\($0.rate)")) }
        let event = AuditEvent(
            .rateSet, AuditObject(.currency, rates.count == 1 ? rates.first?.currency.code : nil),
            after: AuditDetails(Dictionary(values) { $1 }))
        return [
            event.record(scope, with: earlier, earlier: "result.rates"),
            """
            INSERT INTO ar_rate (currency, valid_on, rate)
            SELECT currency, valid_on, rate::numeric FROM unnest(
                \(rates.map(\.currency.code)), \(rates.map(\.day)),
                \(rates.map(\.rate.description))) AS r (currency, valid_on, rate)
            ON CONFLICT (currency, valid_on) DO UPDATE SET rate = excluded.rate
            """,
        ]
    }

    /// The exchange rates, by currency and day.
    package func rates(
        _ scope: Scope
    ) async throws -> [(currency: Currency, day: LocalDate, rate: ExactDecimal)] {
        try scope.require(.readReceivables)
        let rows = try await database.read(
            scope,
            "SELECT currency, valid_on, rate::text FROM ar_rate ORDER BY currency, valid_on")
        return try rows.map { row in
            let code = try row.string(0)
            guard let currency = Currency.find(code) else {
                throw AgingError.unknownCurrency(code)
            }
            return (currency, try row.date(1), try ExactDecimal(parsing: row.string(2)))
        }
    }
}
