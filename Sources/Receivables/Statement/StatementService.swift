package import Kernel
import PostgresClient
package import Tenancy

/// Statements of account: opening balance, what moved it, closing balance.
package struct StatementService: Sendable {
    let database: TenantDatabase

    package init(database: TenantDatabase) {
        self.database = database
    }

    /// One statement for each currency in which the customer has documents. Allocations do not
    /// move the balance and are left out; what was voided or corrected away nets to nothing and
    /// is left out too.
    ///
    /// - Parameter from: nil for the whole history.
    /// - Throws: `AgingError.dateRange`, `TenancyError`, `PostgresError`.
    package func statements(
        _ scope: Scope, of customer: Customer, from: LocalDate?, to: LocalDate
    ) async throws -> [Statement] {
        try scope.require(.readReceivables)
        if let from, from > to { throw AgingError.dateRange }
        let rows = try await database.read(scope, Self.movements(customer.id, to: to))
        return try Self.statements(rows, of: customer, scope.tenant, from: from, to: to)
    }

    /// One statement for each currency of the rows of `movements`.
    static func statements(
        _ rows: Rows, of customer: Customer, _ tenant: Tenant, from: LocalDate?, to: LocalDate
    ) throws -> [Statement] {
        var movements: [(currency: String, line: StatementLine)] = []
        for row in rows {
            let line = StatementLine(
                date: try row.date(1),
                kind: MovementKind(rawValue: try row.decode(2)) ?? .openingBalance,
                document: try row.string(3), documentID: ID(try row.int64(6)),
                dueDate: try row.date(4), amount: try row.int64(5), balance: 0)
            movements.append((try row.string(0), line))
        }
        let codes = Set(movements.map(\.currency)).sorted()
        return try codes.map { code in
            guard let currency = Currency.find(code) else {
                throw AgingError.unknownCurrency(code)
            }
            return try statement(
                tenant: tenant.name.text, customer: customer, currency: currency,
                from: from, to: to,
                movements: movements.filter { $0.currency == code }.map(\.line))
        }
    }

    /// Splits the movements at `from` and runs the balance.
    static func statement(
        tenant: String, customer: Customer, currency: Currency, from: LocalDate?, to: LocalDate,
        movements: [StatementLine]
    ) throws(AgingError) -> Statement {
        let start = from ?? movements.first?.date ?? to
        var balance: Int64 = 0
        var opening: Int64 = 0
        var lines: [StatementLine] = []
        for movement in movements {
            let (sum, overflow) = balance.addingReportingOverflow(movement.amount)
            if overflow { throw .totalTooLarge }
            balance = sum
            if movement.date < start {
                opening = balance
            } else {
                lines.append(
                    StatementLine(
                        date: movement.date, kind: movement.kind, document: movement.document,
                        documentID: movement.documentID, dueDate: movement.dueDate,
                        amount: movement.amount, balance: balance))
            }
        }
        return Statement(
            tenant: tenant, customer: customer, currency: currency, from: start, to: to,
            opening: opening, lines: lines, closing: balance)
    }

    /// Columns: currency, effective_on, kind, number, due_on, amount, document; by date.
    ///
    /// Looked up document by document (`OFFSET 0` keeps a subselect as it is written): see
    /// `AccountStorage`.
    static func movements(_ customer: CustomerID, to: LocalDate) -> Query {
        """
        SELECT e.currency, e.effective_on, e.kind, d.number, max(e.due_on),
            sum(e.amount)::bigint, d.id
        FROM (SELECT id, number FROM ar_document WHERE customer_id = \(customer) OFFSET 0) AS d
        CROSS JOIN LATERAL (SELECT * FROM ar_entry WHERE document_id = d.id OFFSET 0) AS e
        WHERE e.kind <> 10 AND e.effective_on <= \(to)
        GROUP BY e.currency, e.effective_on, e.kind, d.id, d.number
        HAVING sum(e.amount) <> 0
        ORDER BY e.effective_on, min(e.id)
        """
    }
}
