import Kernel
import Receivables
import Tenancy
import WebSupport

/// Reads the question of an aging report from the parameters of an address.
enum AgingQuestion {
    /// What it is read from, as the API describes it.
    static let parameters = [
        info("as_of", "The day; today without it.", .date),
        info("known_at", "What was recorded later does not count.", .instant),
        words("basis", "From what days count.", AgingBasis.self),
        text("buckets", "Days that rise: the last of each bucket but the last.", "30,60,90,120"),
        words("by", "What a row is.", AgingRequest.Rows.self),
        words("unapplied", "Where credits stand.", AgingRequest.Unapplied.self),
        text("currency", "`base`, `all`, or the code of one.", "base"),
    ]

    static let names = parameters.map(\.name)

    /// What may be wrong with it, besides what its parameters' forms say.
    static let problems: [AgingError] = [.limits, .unknownCurrency("")]

    private static func info(
        _ name: String, _ about: String, _ schema: APISchema
    ) -> APIParameterInfo {
        APIParameterInfo(name: name, about: about, schema: schema)
    }

    private static func text(
        _ name: String, _ about: String, _ example: String
    ) -> APIParameterInfo {
        info(name, about, .text(1...200, example: example))
    }

    private static func words<Word>(
        _ name: String, _ about: String, _ type: Word.Type
    ) -> APIParameterInfo
    where Word: RawRepresentable & CaseIterable, Word.RawValue == String {
        info(name, about, .words(type.allCases.map(\.rawValue)))
    }

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
