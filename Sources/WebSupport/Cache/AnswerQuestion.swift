import Kernel
package import Tenancy

/// What an answer depends on besides the data: what was asked, for whom, on which day.
package struct AnswerQuestion: Sendable, Hashable {
    private let name: String
    private let parts: [String]
    private let tenantNumber: Int64
    private let tenantName: String
    private let currency: String
    private let timeZone: String
    private let locale: String
    private let agingLimits: [Int]
    private let fiscalYearStart: Int
    private let permissions: Set<Permission>
    private let portfolio: Portfolio?

    /// - Parameters:
    ///   - name: of the endpoint.
    ///   - parts: everything that was asked there, also the day that "today" is.
    package init(_ name: String, _ parts: [String], for scope: Scope) {
        let tenant = scope.tenant
        self.name = name
        self.parts = parts
        tenantNumber = tenant.id.rawValue
        tenantName = tenant.name.text
        currency = tenant.currency.code
        timeZone = tenant.timeZone.name
        locale = tenant.locale
        agingLimits = tenant.agingLimits
        fiscalYearStart = tenant.fiscalYearStart
        permissions = scope.permissions
        portfolio = scope.portfolio
    }

    var tenant: ID<Tenant> { ID(tenantNumber) }

    /// Of what differs most often, alone: it is looked for with every request.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(tenantNumber)
        hasher.combine(name)
        hasher.combine(parts)
    }

    /// All of it as text, for places that other servers look into: equal questions, equal texts.
    var text: String {
        // A part of the sender's may hold anything: its length keeps it apart from the next.
        let asked = parts.map { "\($0.utf8.count):\($0)" }.joined(separator: ",")
        let limits = agingLimits.map(String.init).joined(separator: ".")
        let may = permissions.map(\.rawValue).sorted().joined(separator: ".")
        let sees = portfolio.map { "\($0.groups.sorted())" } ?? "all"
        return """
            \(tenantNumber)|\(tenantName)|\(currency)|\(timeZone)|\(locale)|\(limits)|\(fiscalYearStart)|\
            \(may)|\(sees)|\(name)|\(asked)
            """
    }

    /// What it takes to keep it, about, in bytes.
    var size: Int { 400 + parts.reduce(0) { $0 + $1.utf8.count } }
}
