package import Kernel
package import PostgresClient

/// One company's books on this installation, with the schema and role that hold them apart.
package struct Tenant: Sendable {
    package enum Status: String, Sendable, CaseIterable {
        case creating, active, suspended
        /// Closed, and its rows go soon.
        case deleting
    }

    package let id: ID<Tenant>
    package let name: TenantName
    package let schema: Identifier
    package let role: Identifier
    /// The base currency: what foreign documents are converted to.
    package let currency: Currency
    /// Decides what day "today" is.
    package let timeZone: TimeZoneName
    /// A language tag such as `de-DE`, for dates and numbers on pages.
    package let locale: String
    /// The aging limits of its reports, strictly increasing days.
    package let agingLimits: [Int]
    package let status: Status
    /// The month in which its year begins, 1 to 12.
    package var fiscalYearStart = 1
    /// A name on the web that is its alone.
    package var domain: String?

    package var fiscalYear: FiscalYear { FiscalYear(firstMonth: fiscalYearStart) }

    /// What is read of a tenant, in the order in which it is decoded.
    static let columns: Query = """
        id, name, schema_name, role_name, currency, time_zone, locale, aging_limits, status,
        fiscal_year_start::integer, domain
        """
}

extension Tenant: RowDecodable {
    /// Decodes `columns`.
    package init(row: Row) throws(PostgresError) {
        let name = try row.decode(1, as: String.self)
        let code = try row.decode(4, as: String.self)
        let zone = try row.decode(5, as: String.self)
        let status = try row.decode(8, as: String.self)
        guard let tenantName = try? TenantName(name), let currency = Currency.find(code),
            let timeZone = try? TimeZoneName(zone), let status = Status(rawValue: status)
        else { throw .protocolViolation("tenants: a column holds an unknown value") }
        self.id = ID(try row.decode(0, as: Int64.self))
        self.name = tenantName
        self.schema = try Identifier(row.decode(2, as: String.self))
        self.role = try Identifier(row.decode(3, as: String.self))
        self.currency = currency
        self.timeZone = timeZone
        self.locale = try row.decode(6, as: String.self)
        self.agingLimits = try row.decode(7, as: [Int32].self).map(Int.init)
        self.status = status
        self.fiscalYearStart = Int(try row.decode(9, as: Int32.self))
        self.domain = try row.decode(10, as: String?.self)
    }
}

extension Tenant {
    func with(status: Status) -> Tenant {
        Tenant(
            id: id, name: name, schema: schema, role: role, currency: currency,
            timeZone: timeZone, locale: locale, agingLimits: agingLimits, status: status,
            fiscalYearStart: fiscalYearStart, domain: domain)
    }
}

extension Tenant {
    /// The schema that shows the customers of a portfolio alone.
    package var portfolioSchemaName: String { "\(schema.name)_p" }
    /// The role of whoever is limited to a portfolio: it has rights in that schema and no other.
    package var portfolioRoleName: String { "\(role.name)_p" }
}
