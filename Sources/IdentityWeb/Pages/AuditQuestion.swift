import Identity
import Kernel
import Tenancy
import WebSupport

/// What an address asks of the records.
struct AuditQuestion {
    static let parameters = ["from", "to", "actor", "action", "object", "id"]

    let filter: AuditFilter
    /// The parameters as they were given, for a form and for other pages.
    let given: [(name: String, value: String)]

    /// - Throws: `QueryError`.
    init(_ query: QueryParameters) throws(QueryError) {
        var filter = AuditFilter()
        filter.from = try query.date("from")
        filter.to = try query.date("to")
        filter.actor = try query.text("actor")
        if let text = try query.text("action") {
            guard let action = AuditAction(rawValue: text) else {
                throw .notAllowed(
                    "action", value: text, allowed: AuditAction.allCases.map(\.rawValue))
            }
            filter.action = action
        }
        if let text = try query.text("object") {
            guard let kind = AuditObject.Kind(rawValue: text) else {
                throw .notAllowed(
                    "object", value: text, allowed: AuditObject.Kind.allCases.map(\.rawValue))
            }
            filter.object = kind
        }
        filter.objectID = try query.text("id")
        for (name, text) in [("actor", filter.actor), ("id", filter.objectID)] {
            // No text with a NUL reaches the database; nobody's name has one.
            if text?.utf8.contains(0) == true {
                throw .notAllowed(name, value: "", allowed: ["a name without control characters"])
            }
        }
        self.filter = filter
        given = Self.parameters.map { ($0, query.raw($0)) }.filter { !$0.1.isEmpty }
    }

    func value(_ name: String) -> String { given.first { $0.name == name }?.value ?? "" }

    /// An address with the same question.
    func address(_ path: String, after cursor: AuditCursor? = nil) -> String {
        let all = given + (cursor.map { [("after", $0.text)] } ?? [])
        guard !all.isEmpty else { return path }
        let parameters = all.map { "\($0.0)=\(PercentEscape.escaped($0.1))" }
        return path + "?" + parameters.joined(separator: "&")
    }
}
