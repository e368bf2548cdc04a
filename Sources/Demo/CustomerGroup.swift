/// The lines of business that customers are grouped by.
enum CustomerGroup: String, Sendable, CaseIterable {
    case retail = "Retail"
    case hospitality = "Hospitality"
    case wholesale = "Wholesale"
    case industry = "Industry"
    case publicSector = "Public sector"
    case export = "Export"
}
