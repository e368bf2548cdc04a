package import Kernel

/// What a tenant is created with.
package struct TenantSettings: Sendable {
    package let name: TenantName
    package let currency: Currency
    package let timeZone: TimeZoneName
    package let locale: String

    package init(
        name: TenantName, currency: Currency, timeZone: TimeZoneName, locale: String = "en-US"
    ) {
        self.name = name
        self.currency = currency
        self.timeZone = timeZone
        self.locale = locale
    }
}
