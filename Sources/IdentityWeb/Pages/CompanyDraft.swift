import Kernel
import Tenancy
import WebSupport

/// A company's settings as somebody typed them.
struct CompanyDraft {
    let name: String
    let currency: String
    let timeZone: String
    let locale: String
    let limits: String
    let fiscalYearStart: String

    init(_ tenant: Tenant) {
        name = tenant.name.text
        currency = tenant.currency.code
        timeZone = tenant.timeZone.name
        locale = tenant.locale
        limits = tenant.agingLimits.map(String.init).joined(separator: ", ")
        fiscalYearStart = String(tenant.fiscalYearStart)
    }

    /// - Parameter currency: the one it has, which is not asked for.
    init(_ form: QueryParameters, currency: Currency) {
        func text(_ name: String) -> String {
            String(form.raw(name).prefix(200)).trimmed
        }
        name = text("name")
        self.currency = currency.code
        timeZone = text("time_zone")
        locale = text("locale")
        limits = text("limits")
        fiscalYearStart = text("fiscal_year_start")
    }

    /// - Throws: `TenancyError` for the first that cannot be.
    func changes() throws(TenancyError) -> TenantChanges {
        var changes = TenantChanges()
        changes.name = try TenantName(name)
        guard let zone = try? TimeZoneName(timeZone) else { throw .unknownTimeZone(timeZone) }
        changes.timeZone = zone
        changes.locale = locale
        let days = limits.split { $0 == "," || $0 == " " }.map { Int($0) }
        guard !days.contains(nil) else { throw .invalidLimits }
        changes.agingLimits = days.compactMap(\.self)
        guard let month = Int(fiscalYearStart) else { throw .invalidMonth }
        changes.fiscalYearStart = month
        return changes
    }
}

extension String {
    fileprivate var trimmed: String {
        var text = Substring(self)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
