import Kernel

/// An amount in the report's table.
struct ReportCell {
    let text: String
    /// How it looks: negative amounts and zeros differ, never by colour alone. Where the window is
    /// narrow the total stands below the name instead.
    let style: String

    init(_ minorUnits: Int64, isTotal: Bool = false, _ figures: ReportFigures) {
        text = figures.amount(minorUnits)
        let isStrong = isTotal && minorUnits != 0
        style = Self.style(minorUnits) + (isStrong ? " total" : "") + (isTotal ? " wide" : "")
    }

    /// A share of the total.
    init(share: String, isTotal: Bool = false) {
        text = share
        style = isTotal ? "wide" : ""
    }

    /// An amount that was added or taken away.
    init(change minorUnits: Int64, _ figures: ReportFigures) {
        text = figures.change(minorUnits)
        style = Self.style(minorUnits)
    }

    private static func style(_ minorUnits: Int64) -> String {
        minorUnits == 0 ? "zero" : (minorUnits < 0 ? "negative" : "")
    }
}
