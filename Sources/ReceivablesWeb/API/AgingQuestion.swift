import Kernel
import Receivables
import Tenancy
import WebSupport

/// Reads the question of an aging report from the parameters of an address.
enum AgingQuestion {
    static let names = [
        "as_of", "known_at", "basis", "buckets", "by", "unapplied", "currency",
    ]

    /// - Throws: `QueryError` that names the parameter and what it may be.
    static func read(
        _ query: QueryParameters, for tenant: Tenant, today: LocalDate
    ) throws -> AgingRequest {
        let limits = try query.value("buckets") { text throws(AgingError) in
            try AgingLimits(parsing: text)
        }
        var request = AgingRequest(
            asOf: try query.date("as_of") ?? today,
            limits: try limits ?? AgingLimits(tenant.agingLimits))
        request.knownAt = try query.instant("known_at")
        request.basis = try query.choice("basis") ?? request.basis
        request.rows = try query.choice("by") ?? request.rows
        request.unapplied = try query.choice("unapplied") ?? request.unapplied
        let currency = try query.value("currency") { text throws(AgingError) in
            try AgingCurrency(parsing: text)
        }
        request.currency = currency ?? request.currency
        return request
    }
}
