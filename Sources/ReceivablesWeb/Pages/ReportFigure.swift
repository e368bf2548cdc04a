/// One of the figures above the table.
struct ReportFigure {
    let label: String
    let value: String
    let style: String
    let note: String?

    init(_ label: String, _ minorUnits: Int64, _ figures: ReportFigures, note: String? = nil) {
        self.label = label
        value = figures.money(minorUnits)
        style = minorUnits < 0 ? "negative" : ""
        self.note = note
    }
}
