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
