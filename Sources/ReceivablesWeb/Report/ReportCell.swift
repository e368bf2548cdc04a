import Kernel

/// An amount in the report's table.
struct ReportCell {
    let text: String
    /// How it looks: negative amounts and zeros differ, never by colour alone.
    let style: String

    init(_ minorUnits: Int64, isTotal: Bool = false, _ figures: ReportFigures) {
        text = figures.amount(minorUnits)
        style = Self.style(minorUnits) + (isTotal && minorUnits != 0 ? " total" : "")
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
