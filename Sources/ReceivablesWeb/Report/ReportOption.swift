/// One choice of a list in the report's form.
struct ReportOption {
    let value: String
    let label: String
    let isChosen: Bool
}
