import Kernel
import Receivables
import Tenancy
import WebSupport

/// The address of the report page: its own parameters, and addresses that differ from it. What
/// is as usual is left out of it.
struct ReportQuery {
    static let path = "/ar/report/"
    static let pageMax = 1_000_000

    private static let kept = ReportQuestion.names

    private let given: [(name: String, value: String)]

    init(_ query: QueryParameters, tenant: Tenant) {
        let usual = Self.usual(tenant)
        given = Self.kept.compactMap { name in
            let value = query.raw(name)
            let plain = name == "buckets" ? value.replacing(" ", with: "") : value
            return value.isEmpty || usual[name] == plain ? nil : (name, value)
        }
    }

    private static func usual(_ tenant: Tenant) -> [String: String] {
        [
            "by": AgingRequest.Rows.customer.rawValue, "basis": AgingBasis.due.rawValue,
            "unapplied": AgingRequest.Unapplied.netted.rawValue, "currency": "base",
            "buckets": tenant.agingLimits.map(String.init).joined(separator: ","),
        ]
    }

    /// The value of a parameter as it was given; empty when it was not.
    func value(_ name: String) -> String {
        given.first { $0.name == name }?.value ?? ""
    }

    /// How many of these parameters are not as usual.
    func count(of names: [String]) -> Int {
        names.count { !value($0).isEmpty }
    }

    /// This report at another place or with other parameters.
    ///
    /// - Parameter changes: nil leaves a parameter out.
    func address(
        path: String = ReportQuery.path, _ changes: [(name: String, value: String?)] = []
    ) -> String {
        var pairs = given.filter { pair in !changes.contains { $0.name == pair.name } }
        for change in changes {
            if let value = change.value { pairs.append((change.name, value)) }
        }
        guard !pairs.isEmpty else { return path }
        let parameters = pairs.map { name, value in
            name + "=" + PercentEscape.escaped(value, keeping: ",:")
        }
        return path + "?" + parameters.joined(separator: "&")
    }

    /// The address of a customer or document, on the day of the report.
    func page(_ path: String, _ id: Int64) -> String {
        let asOf = value("as_of")
        return "\(path)\(id)/" + (asOf.isEmpty ? "" : "?as_of=\(PercentEscape.escaped(asOf))")
    }
}
