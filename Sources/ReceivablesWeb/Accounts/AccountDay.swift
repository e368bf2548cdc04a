import Kernel
import WebSupport

/// The day that a page is asked about; today unless the address says otherwise.
enum AccountDay {
    static let parameter = "as_of"

    static func read(_ query: QueryParameters, today: LocalDate) throws(QueryError) -> LocalDate {
        try query.date(parameter) ?? today
    }
}
