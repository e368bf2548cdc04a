import PostgresClient
import Tenancy

extension Portfolio {
    /// Of a column that is null for who sees all customers.
    static func read(_ row: Row, _ column: Int) throws -> Portfolio? {
        try row.decode(column, as: [Int64]?.self).map { Portfolio(groups: Set($0)) }
    }
}
