import BooksTestSupport
import Kernel
import PostgresClient

extension Books {
    /// What each account of the journal comes to on each day.
    func journal() async throws -> [String] {
        try await database.read(
            scope,
            """
            SELECT concat_ws(' ', account_id, currency, entry_on, sum(amount), sum(base_amount))
            FROM journal_line GROUP BY account_id, currency, entry_on
            HAVING sum(amount) <> 0 OR sum(base_amount) <> 0 ORDER BY 1
            """
        ).map { try $0.string(0) }
    }
}
