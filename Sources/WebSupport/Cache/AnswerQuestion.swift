import Kernel
package import Tenancy

/// What an answer depends on besides the data: what was asked, for whom, on which day.
package struct AnswerQuestion: Sendable {
    /// All of it as text: equal texts, equal questions.
    let key: String
    let tenant: ID<Tenant>

    /// - Parameters:
    ///   - name: of the endpoint.
    ///   - parts: everything that was asked there, also the day that "today" is.
    package init(_ name: String, _ parts: [String], for scope: Scope) {
        let tenant = scope.tenant
        self.tenant = tenant.id
        // A part of the sender's may hold anything: its length keeps it apart from the next.
        let asked = parts.map { "\($0.utf8.count):\($0)" }.joined(separator: ",")
        let limits = tenant.agingLimits.map(String.init).joined(separator: ".")
        let may = scope.permissions.map(\.rawValue).sorted().joined(separator: ".")
        let sees = scope.portfolio.map { "\($0.groups.sorted())" } ?? "all"
        key = """
            \(tenant.id)|\(tenant.currency.code)|\(tenant.timeZone.name)|\(tenant.locale)|\
            \(limits)|\(tenant.fiscalYearStart)|\(may)|\(sees)|\(name)|\(asked)
            """
    }
}
