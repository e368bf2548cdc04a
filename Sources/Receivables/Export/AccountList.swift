/// A list of a customer's page; the raw value names its files.
package enum AccountList: String, Sendable, CaseIterable {
    case openItems = "open-items"
    case documents, movements, notes

    /// What people call it.
    package var title: String {
        switch self {
        case .openItems: "Open items"
        case .documents: "Documents"
        case .movements: "Movements"
        case .notes: "Notes"
        }
    }
}
