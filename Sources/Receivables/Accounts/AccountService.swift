package import Kernel
import PostgresClient
package import Tenancy

/// One customer's account: what is open, what happened, how it pays and what was noted.
package struct AccountService: Sendable {
    let database: TenantDatabase

    package init(database: TenantDatabase) {
        self.database = database
    }

    /// What the customer's page shows, with one of its lists; everything of one moment.
    ///
    /// - Parameters:
    ///   - day: the day whose balance is asked for.
    ///   - today: the day up to which payments tell about habits, unless `day` is before it.
    ///   - page: of the list, from 1.
    /// - Throws: `AccountError.unknownCustomer`, `AgingError.pastTheEnd`.
    package func account(
        _ scope: Scope, _ id: CustomerID, asOf day: LocalDate, today: LocalDate,
        view: AccountView.Kind, page: Int = 1
    ) async throws -> (account: CustomerAccount, view: AccountView) {
        try scope.require(.readReceivables)
        guard page >= 1, page <= 1_000_000 else { throw AgingError.pastTheEnd }
        let limits = try AgingLimits(scope.tenant.agingLimits)
        let today = min(today, day)
        var queries = [
            AccountStorage.head(id), AccountStorage.totals(id, day, limits: limits),
            AccountStorage.contacts(id), AccountStorage.notes(id),
            AccountStorage.payments(
                id, from: try PaymentHabits.start(today: today, year: scope.tenant.fiscalYear),
                to: today),
        ]
        switch view {
        case .items: queries.append(AccountStorage.itemPage(id, day, page: page))
        case .documents: queries.append(AccountStorage.documentPage(id, day, page: page))
        case .movements: queries.append(AccountStorage.movementPage(id, page: page))
        case .statement: break
        }
        let results = try await database.readTogether(scope, isCurrent: true, queries)
        guard let head = results[0].first else { throw AccountError.unknownCustomer }
        let account = try AccountReader(
            id: id, asOf: day, today: today, year: scope.tenant.fiscalYear
        ).account(
            head: head, totals: results[1], contacts: results[2], notes: results[3],
            payments: results[4], limits: limits)
        let list = try AccountReader.view(view, view == .statement ? nil : results[5])
        guard page == 1 || !list.isEmpty else { throw AgingError.pastTheEnd }
        return (account, list)
    }

    /// - Throws: `AccountError.unknownCustomer`.
    package func customer(_ scope: Scope, _ id: CustomerID) async throws -> Customer {
        try scope.require(.readReceivables)
        let rows = try await database.read(
            scope, "SELECT code, name FROM ar_customer WHERE id = \(id)")
        guard let row = rows.first else { throw AccountError.unknownCustomer }
        return Customer(id: id, code: try row.string(0), name: try row.string(1))
    }
}
