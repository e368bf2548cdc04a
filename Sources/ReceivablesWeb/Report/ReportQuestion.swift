import Kernel
import Receivables
import Tenancy
import WebSupport

/// Reads what the report page and its exports are asked, from the parameters of their address.
enum ReportQuestion {
    static let names = AgingQuestion.names + ["customer", "sort", "q", "compare"]
    private static let searchCharactersMax = 200

    /// - Throws: `QueryError` that names the parameter and what it may be.
    static func read(
        _ query: QueryParameters, for tenant: Tenant, today: LocalDate
    ) throws -> AgingRequest {
        var request = try AgingQuestion.read(query, for: tenant, today: today)
        request.customer = try query.value("customer") { text throws(AgingError) in
            guard let id = CustomerID(text) else { throw .unknownCustomer(text) }
            return id
        }
        request.sort = try query.value("sort") { text throws(AgingError) in
            try AgingSort(parsing: text)
        }
        let search = try query.text("q") ?? ""
        let words = search.prefix(searchCharactersMax).split(whereSeparator: \.isWhitespace)
        if !words.isEmpty { request.search = words.joined(separator: " ") }
        request.comparedTo = try query.date("compare")
        if let comparedTo = request.comparedTo, comparedTo >= request.asOf {
            let error = AgingError.comparison
            throw QueryError.invalid("compare", code: error.code, reason: error.userMessage)
        }
        return request
    }
}
