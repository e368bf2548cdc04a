import Kernel
import Receivables
import Tenancy

/// Writes figures, days and times as a tenant's people do.
struct AccountFigures {
    let format: LocaleFormat
    let currency: Currency
    let timeZone: TimeZoneName
    let year: FiscalYear

    init(_ tenant: Tenant) {
        format = LocaleFormat(tenant.locale)
        currency = tenant.currency
        timeZone = tenant.timeZone
        year = tenant.fiscalYear
    }

    /// An amount of the base currency with its sign.
    func money(_ minorUnits: Int64) -> String { money(minorUnits, currency) }

    func money(_ minorUnits: Int64, _ currency: Currency) -> String {
        visibleMinus(format.format(Money(minorUnits: minorUnits, currency: currency)))
    }

    /// An amount of the base currency without its sign.
    func amount(_ minorUnits: Int64) -> String { amount(minorUnits, currency) }

    func amount(_ minorUnits: Int64, _ currency: Currency) -> String {
        visibleMinus(format.format(minorUnits: minorUnits, decimals: currency.decimals))
    }

    /// An amount with a plus or minus sign before it.
    func change(_ minorUnits: Int64) -> String {
        (minorUnits > 0 ? "+" : "") + amount(minorUnits)
    }

    func cell(_ minorUnits: Int64) -> AmountCell { cell(minorUnits, currency) }

    func cell(_ minorUnits: Int64, _ currency: Currency) -> AmountCell {
        AmountCell(text: amount(minorUnits, currency), minorUnits: minorUnits)
    }

    func date(_ day: LocalDate) -> String { format.format(day) }

    func count(_ number: Int) -> String { visibleMinus(format.format(number)) }

    func count(_ number: Int64) -> String {
        visibleMinus(format.format(minorUnits: number, decimals: 0))
    }

    /// `1 day`, `12 days`.
    func days(_ number: Int) -> String { "\(count(number)) \(number == 1 ? "day" : "days")" }

    /// `12.5`.
    func tenths(_ value: Int64) -> String {
        visibleMinus(format.format(minorUnits: value, decimals: 1))
    }

    /// `12.5 days`.
    func days(tenths value: Int64) -> String { "\(tenths(value)) days" }

    /// `45.1 %`; a dash where there is nothing to be a share of.
    func share(_ part: Int64, of whole: Int64) -> String {
        guard let tenths = Ratio.rounded(part, times: 1_000, over: whole) else { return "–" }
        return percent(tenths: tenths)
    }

    func percent(tenths value: Int64) -> String { tenths(value) + "\u{A0}%" }

    /// Day and time where the tenant is: `9/30/2026 14:05`.
    func time(_ instant: Instant) -> String {
        let day = LocalDate.today(in: timeZone, at: instant)
        let midnight = Instant(on: day, in: timeZone)
        let minutes = (instant.unixSeconds - midnight.unixSeconds) / 60
        return "\(date(day)) \(Self.padded(minutes / 60)):\(Self.padded(minutes % 60))"
    }

    /// For programs, in the `datetime` of a time element.
    func machine(_ instant: Instant) -> String { instant.description }

    private static func padded(_ number: Int64) -> String {
        number < 10 ? "0\(number)" : String(number)
    }

    /// A hyphen is easily overlooked before a row of digits.
    private func visibleMinus(_ text: String) -> String {
        text.replacing("-", with: "\u{2212}", maxReplacements: 1)
    }
}
