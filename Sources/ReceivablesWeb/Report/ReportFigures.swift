import Kernel
import Receivables

/// Writes a report's figures as the tenant's people do.
struct ReportFigures {
    let format: LocaleFormat
    let currency: Currency

    init(_ report: AgingReport, format: LocaleFormat) {
        self.format = format
        currency = report.currency
    }

    /// An amount without its currency.
    func amount(_ minorUnits: Int64) -> String {
        visibleMinus(format.format(minorUnits: minorUnits, decimals: currency.decimals))
    }

    /// An amount with its currency.
    func money(_ minorUnits: Int64) -> String {
        visibleMinus(format.format(Money(minorUnits: minorUnits, currency: currency)))
    }

    /// An amount that was added or taken away: its sign is always there.
    func change(_ minorUnits: Int64) -> String {
        (minorUnits > 0 ? "+" : "") + amount(minorUnits)
    }

    /// What an address calls a report's currency.
    func parameter(_ report: AgingReport) -> String? {
        report.request.currency == .base ? nil : report.currency.code
    }

    /// `45.1 %`; a dash where there is nothing to be a share of.
    func share(_ part: Int64, of whole: Int64) -> String {
        guard let tenths = Ratio.rounded(part, times: 1_000, over: whole) else { return "–" }
        return visibleMinus(format.format(minorUnits: tenths, decimals: 1)) + "\u{A0}%"
    }

    /// A hyphen is easily overlooked before a row of digits.
    private func visibleMinus(_ text: String) -> String {
        text.replacing("-", with: "\u{2212}", maxReplacements: 1)
    }
}
