/// A link of the navigation.
struct NavigationItem: Sendable {
    let label: String
    let path: String
    let isCurrent: Bool

    static func all(current: PageSection) -> [NavigationItem] {
        let items: [(PageSection, String, String)] = [
            (.home, "Home", "/ar/"), (.report, "Aging report", "/ar/report/"),
            (.customers, "Customers", "/ar/customers/"), (.importing, "Import", "/import/"),
        ]
        return items.map { section, label, path in
            NavigationItem(label: label, path: path, isCurrent: section == current)
        }
    }
}
