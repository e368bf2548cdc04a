/// One of the figures above the table.
struct ReportFigure {
    let label: String
    let value: String
    let note: String?
}
