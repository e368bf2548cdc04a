import Kernel
import PostgresClient

/// Makes an account of what the database answered.
struct AccountReader {
    let id: CustomerID
    let asOf: LocalDate
    let today: LocalDate
    let year: FiscalYear

    func account(
        head: Row, totals: Rows, contacts: Rows, notes: Rows, payments: Rows, limits: AgingLimits
    ) throws -> CustomerAccount {
        var late = [Int64](repeating: 0, count: limits.bucketCount - 1)
        var (balance, count): (Int64, Int64) = (0, 0)
        var oldest: LocalDate?
        for row in totals {
            balance = try Self.sum(balance, row.int64(4))
            count += try row.int64(2)
            if let due = try row.decode(3, as: LocalDate?.self) {
                oldest = min(oldest ?? due, due)
            }
            for index in late.indices {
                late[index] = try Self.sum(late[index], row.int64(5 + index))
            }
        }
        let reached = [balance] + late + [0]
        return CustomerAccount(
            customer: Customer(id: id, code: try head.string(0), name: try head.string(1)),
            asOf: asOf, group: try head.decode(2, as: String?.self),
            terms: try Self.terms(head),
            currency: try head.decode(3, as: String?.self).flatMap(Currency.find),
            balance: balance, overdue: late[0],
            buckets: zip(reached, reached.dropFirst()).map { $0 &- $1 }, openItems: Int(count),
            oldestDue: oldest, balances: try totals.map(Self.balance),
            contacts: try contacts.map(Self.contact),
            habits: try PaymentHabits(payments.map(Self.payment), today: today, year: year),
            notes: try notes.map(Self.note), noteCount: Int(try notes.first?.int64(3) ?? 0))
    }

    static func view(_ kind: AccountView.Kind, _ rows: Rows?) throws -> AccountView {
        guard let rows else { return .statement }
        switch kind {
        case .items:
            return .items(try page(rows, count: 11, item))
        case .documents:
            return .documents(try page(rows, count: 10, document))
        case .movements:
            return .movements(try page(rows, count: 10, movement))
        case .statement:
            return .statement
        }
    }

    private static func page<Value>(
        _ rows: Rows, count column: Int, _ read: (Row) throws -> Value
    ) throws -> AccountPage<Value> {
        AccountPage(
            rows: try rows.map(read), count: Int(try rows.first?.int64(column) ?? 0))
    }

    private static func terms(_ head: Row) throws -> PaymentTerms? {
        guard let name = try head.decode(4, as: String?.self) else { return nil }
        let parts = try head.decode(7, as: [Int32]?.self) ?? []
        let days = try head.decode(8, as: [Int32]?.self) ?? []
        return PaymentTerms(
            name: name, dueDays: Int(try head.int32(5)), countsFromMonthEnd: try head.decode(6),
            instalments: zip(parts, days).map {
                PaymentTerms.Instalment(partsPerTenThousand: Int($0), days: Int($1))
            })
    }

    private static func balance(_ row: Row) throws -> CustomerAccount.CurrencyBalance {
        CustomerAccount.CurrencyBalance(currency: try currency(row, 0), amount: try row.int64(1))
    }

    private static func contact(_ row: Row) throws -> CustomerAccount.Contact {
        CustomerAccount.Contact(
            name: try row.string(0), email: try row.decode(1), phone: try row.decode(2),
            role: try row.decode(3))
    }

    static func note(_ row: Row) throws -> Note {
        Note(author: try row.string(0), recordedAt: try row.decode(1), text: try row.string(2))
    }

    private static func payment(_ row: Row) throws -> SettledPayment {
        SettledPayment(
            invoice: ID(try row.int64(0)), invoicedOn: try row.date(1), dueOn: try row.date(2),
            paidOn: try row.date(3), amount: try row.int64(4))
    }

    static func item(_ row: Row) throws -> AccountItem {
        AccountItem(
            document: ID(try row.int64(0)), kind: try kind(row, 1), number: try row.string(2),
            instalment: Int(try row.decode(3, as: Int16.self)), date: try row.date(4),
            dueDate: try row.date(5), currency: try currency(row, 6),
            documentAmount: try row.int64(7), open: try row.int64(8),
            baseOpen: try row.int64(9), isDisputed: try row.decode(10))
    }

    static func document(_ row: Row) throws -> AccountDocument {
        AccountDocument(
            id: ID(try row.int64(0)), kind: try kind(row, 1), number: try row.string(2),
            date: try row.date(3), dueDate: try row.date(4), currency: try currency(row, 5),
            amount: try row.int64(6), open: try row.int64(7),
            isVoid: try row.decode(8, as: Int16.self) == 2, isDisputed: try row.decode(9))
    }

    static func movement(_ row: Row) throws -> AccountMovement {
        AccountMovement(
            effectiveOn: try row.date(0), recordedAt: try row.decode(1),
            kind: MovementKind(rawValue: try row.decode(2)) ?? .openingBalance,
            cause: MovementCause(rawValue: try row.decode(3)) ?? .correction,
            document: ID(try row.int64(4)), number: try row.string(5),
            other: try row.decode(6, as: Int64?.self).map { ID($0) },
            otherNumber: try row.decode(7), currency: try currency(row, 8),
            amount: try row.int64(9))
    }

    static func kind(_ row: Row, _ column: Int) throws -> DocumentKind {
        DocumentKind(rawValue: try row.decode(column)) ?? .openingBalance
    }

    static func currency(_ row: Row, _ column: Int) throws -> Currency {
        let code = try row.string(column)
        guard let currency = Currency.find(code) else { throw AgingError.unknownCurrency(code) }
        return currency
    }

    private static func sum(_ left: Int64, _ right: Int64) throws(AgingError) -> Int64 {
        let (sum, overflow) = left.addingReportingOverflow(right)
        if overflow { throw .totalTooLarge }
        return sum
    }
}

extension AccountView {
    var isEmpty: Bool {
        switch self {
        case .items(let page): page.rows.isEmpty
        case .documents(let page): page.rows.isEmpty
        case .movements(let page): page.rows.isEmpty
        case .statement: true
        }
    }
}
