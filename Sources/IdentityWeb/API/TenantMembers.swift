import Identity
import Kernel
import Tenancy
import WebSupport

/// What requests and answers say of a company.
enum TenantMembers {
    static let nameText = APISchema.text(
        APIText(pattern: "^[a-z][a-z0-9-]{0,39}$", example: "northwind"))
    static let zoneText = APISchema.text(1...100, example: "Europe/Berlin")
    static let localeText = APISchema.text(1...40, example: "de-DE")

    static let name = APIMember<TenantName>.parsed(
        "name", "What people and addresses call it.", nameText
    ) { text throws(TenancyError) in try TenantName(text) }
    static let currency = APIMember<Currency>.currency(
        "currency", "In which its books are kept: chosen once.")
    static let timeZone = APIMember<TimeZoneName>.parsed(
        "time_zone", "Where its days begin.", zoneText
    ) { text throws(TenancyError) in
        guard let zone = try? TimeZoneName(text) else { throw .unknownTimeZone(text) }
        return zone
    }
    static let locale = APIMember<String>.parsed(
        "locale", "How its dates and numbers are written.", localeText
    ) { text throws(TenancyError) in
        guard TenantChanges.isLocale(text) else { throw .invalidLocale(text) }
        return text
    }
    static let agingLimits = APIMember<[Int64]>.integers(
        "aging_limits", "The last day of each bucket but the last; they rise.", 1...36_500,
        count: 1...24)
    static let fiscalYearStart = APIMember<Int64>.integer(
        "fiscal_year_start", "The month that its year begins with.", 1...12)
    static let owner = APIMember<String>.text(
        "owner", "The address of its first owner.", 1...320, example: "ann@example.com"
    ).orNull
    static let confirm = APIMember<String>.text(
        "confirm", "The company's name: what cannot be taken back names what it is about.",
        1...100, example: "northwind"
    ).required

    /// The member that an error is about.
    @Sendable
    static func member(_ error: any DomainError) -> String? {
        switch error {
        case TenancyError.nameTaken: name.name
        case TenancyError.currencyFixed, TenancyError.unknownCurrency: currency.name
        case TenancyError.unknownTimeZone: timeZone.name
        case TenancyError.invalidLocale: locale.name
        case TenancyError.invalidLimits: agingLimits.name
        case TenancyError.invalidMonth: fiscalYearStart.name
        case TenancyError.notConfirmed: confirm.name
        case IdentityError.invalidEmail: owner.name
        default: nil
        }
    }
}
