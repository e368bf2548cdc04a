package import Kernel
import PostgresClient
package import Tenancy

/// Exchange rates as programs ask for them and set them.
package struct RateService: Sendable {
    let database: TenantDatabase

    package init(database: TenantDatabase) {
        self.database = database
    }

    /// A page of them by currency and day, of all currencies or one, and the place behind it
    /// where there is more.
    package func list(
        _ scope: Scope, of currency: Currency?, after: RateCursor?, limit: Int
    ) async throws -> (rates: [RateRecord], next: RateCursor?) {
        try scope.require(.readReceivables)
        var filter: Query = "true"
        if let currency { filter += " AND currency = \(currency.code)" }
        if let after { filter += " AND (currency, valid_on) > (\(after.currency), \(after.day))" }
        let rows = try await database.read(
            scope,
            """
            SELECT currency, valid_on, rate::text FROM ar_rate WHERE \(fragment: filter)
            ORDER BY currency, valid_on LIMIT \(Int64(limit + 1))
            """)
        let rates = try rows.prefix(limit).map { row in
            RateRecord(
                currency: try AccountReader.currency(row, 0), day: try row.date(1),
                rate: try ExactDecimal(parsing: row.string(2)))
        }
        guard rows.count > limit, let last = rates.last else { return (rates, nil) }
        return (rates, RateCursor(currency: last.currency.code, day: last.day))
    }

    /// Sets what a unit of a currency is worth from a day on, within a transaction.
    ///
    /// - Throws: `PostingError.rate`, `.rateOfBase`.
    package func set(
        _ scope: Scope, _ rate: RateRecord, on connection: isolated TenantConnection
    ) throws {
        try scope.require(.postReceivables)
        let rates = [(currency: rate.currency, day: rate.day, rate: rate.rate)]
        for query in try CustomerService.setRates(scope, rates) {
            try connection.execute(query)
        }
    }
}
