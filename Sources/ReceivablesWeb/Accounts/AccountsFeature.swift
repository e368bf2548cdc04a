package import Receivables
package import WebSupport

/// The home page, the pages of customers and documents, and the search.
package enum AccountsFeature {
    static let stylesheet = StaticFile(
        name: "accounts.css", contentType: "text/css; charset=utf-8",
        bytes: PackageResources.accounts_css + PackageResources.customer_css
            + PackageResources.document_css)

    /// - Parameters:
    ///   - reader: where the figures come from.
    ///   - groups: of customers, which are made and dissolved by hand.
    package static func feature(
        _ reader: AccountsReader, groups: CustomerGroupService? = nil
    ) -> WebFeature {
        WebFeature(templates: templates, staticFiles: [stylesheet]) { routes, environment in
            HomePageHandler(reader: reader, environment: environment).add(to: &routes)
            CustomerListHandler(reader: reader, environment: environment).add(to: &routes)
            CustomerPageHandler(reader: reader, environment: environment).add(to: &routes)
            NoteHandler(reader: reader, environment: environment).add(to: &routes)
            DocumentPageHandler(reader: reader, environment: environment).add(to: &routes)
            if let groups {
                GroupsHandler(groups: groups, environment: environment).add(to: &routes)
            }
            SearchHandler(reader: reader, environment: environment).add(to: &routes)
        }
    }

    private static var templates: [PageTemplate] {
        [
            PageTemplate(name: "home", bytes: PackageResources.home_mustache),
            PageTemplate(name: "home-figures", bytes: PackageResources.home_figures_mustache),
            PageTemplate(name: "home-start", bytes: PackageResources.home_start_mustache),
            PageTemplate(name: "pager", bytes: PackageResources.pager_mustache),
            PageTemplate(name: "customers", bytes: PackageResources.customers_mustache),
            PageTemplate(name: "customer", bytes: PackageResources.customer_mustache),
            PageTemplate(name: "customer-aside", bytes: PackageResources.customer_aside_mustache),
            PageTemplate(name: "customer-notes", bytes: PackageResources.customer_notes_mustache),
            PageTemplate(name: "customer-items", bytes: PackageResources.customer_items_mustache),
            PageTemplate(
                name: "customer-documents", bytes: PackageResources.customer_documents_mustache),
            PageTemplate(
                name: "customer-movements", bytes: PackageResources.customer_movements_mustache),
            PageTemplate(
                name: "customer-statement", bytes: PackageResources.customer_statement_mustache),
            PageTemplate(name: "document", bytes: PackageResources.document_mustache),
            PageTemplate(
                name: "document-movements", bytes: PackageResources.document_movements_mustache),
            PageTemplate(
                name: "document-journal", bytes: PackageResources.document_journal_mustache),
            PageTemplate(name: "groups", bytes: PackageResources.groups_mustache),
            PageTemplate(name: "search", bytes: PackageResources.search_mustache),
            PageTemplate(name: "search-hits", bytes: PackageResources.search_hits_mustache),
        ]
    }
}
