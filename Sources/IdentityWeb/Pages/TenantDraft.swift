import Kernel
import Tenancy

/// A new company as somebody typed it, on a page or in a request.
struct TenantDraft {
    var name = ""
    var currency: String?
    var timeZone: String?
    var locale: String?
    /// The address of its first owner.
    var owner: String?

    /// - Throws: `TenancyError` for the first that cannot be.
    func settings() throws(TenancyError) -> TenantSettings {
        let code = currency ?? "USD"
        guard let known = Currency.find(code) else { throw .unknownCurrency(code) }
        let zone = timeZone ?? "UTC"
        guard let timeZone = try? TimeZoneName(zone) else { throw .unknownTimeZone(zone) }
        let locale = locale ?? "en-US"
        guard TenantChanges.isLocale(locale) else { throw .invalidLocale(locale) }
        return TenantSettings(
            name: try TenantName(name), currency: known, timeZone: timeZone, locale: locale)
    }
}
