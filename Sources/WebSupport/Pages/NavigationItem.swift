/// A link of the navigation.
struct NavigationItem: Sendable {
    let label: String
    let path: String
    let isCurrent: Bool

    /// - Parameter mayImport: nobody is led to a page that refuses them.
    static func all(current: PageSection, mayImport: Bool) -> [NavigationItem] {
        let items: [(PageSection, String, String)] = [
            (.home, "Home", "/ar/"), (.report, "Aging report", "/ar/report/"),
            (.customers, "Customers", "/ar/customers/"), (.importing, "Import", "/import/"),
        ]
        return items.filter { mayImport || $0.0 != .importing }.map { section, label, path in
            NavigationItem(label: label, path: path, isCurrent: section == current)
        }
    }
}
