import Kernel

/// An amount in the report's table.
struct ReportCell {
    let text: String
    /// How it looks: negative amounts and zeros differ, never by colour alone.
    let style: String

    init(_ minorUnits: Int64, _ figures: ReportFigures) {
        text = figures.amount(minorUnits)
        style = minorUnits == 0 ? "zero" : (minorUnits < 0 ? "negative" : "")
    }
}
