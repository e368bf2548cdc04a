import Kernel
import Receivables
import Tenancy
import WebSupport

/// What a search found: what its templates show, formatted.
struct SearchPage {
    struct FoundCustomer {
        let name: String
        let code: String?
        let link: String
        let balance: AmountCell
    }

    struct FoundDocument {
        let number: String
        let kind: String
        let customer: String
        let customerLink: String
        let date: String
        let link: String
        let isVoid: Bool
        let currency: String
        let amount: AmountCell
    }

    let layout: PageLayout
    let action: String
    let text: String
    let isAsked: Bool
    let isEmpty: Bool
    let customers: [FoundCustomer]
    let hasCustomers: Bool
    let hasMoreCustomers: Bool
    let documents: [FoundDocument]
    let hasDocuments: Bool
    let hasMoreDocuments: Bool
    let hasMore: Bool
    let allLink: String
    let customersLink: String
    let customersExports: ExportLinks
    let documentsExports: ExportLinks

    init(_ hits: SearchHits, of terms: SearchTerms, tenant: Tenant, layout: PageLayout) {
        let figures = AccountFigures(tenant)
        self.layout = layout
        action = AccountPaths.search
        text = terms.text
        isAsked = !terms.isEmpty
        isEmpty = hits.isEmpty
        customers = hits.customers.map { found in
            FoundCustomer(
                name: found.customer.name,
                code: found.customer.code == found.customer.name ? nil : found.customer.code,
                link: "\(AccountPaths.customers)\(found.customer.id)/",
                balance: figures.cell(found.balance))
        }
        hasCustomers = !customers.isEmpty
        hasMoreCustomers = hits.hasMoreCustomers
        documents = hits.documents.map { found in
            FoundDocument(
                number: found.number, kind: found.kind.name, customer: found.customer.name,
                customerLink: "\(AccountPaths.customers)\(found.customer.id)/",
                date: figures.date(found.date), link: "/ar/documents/\(found.id)/",
                isVoid: found.isVoid, currency: found.currency.code,
                amount: figures.cell(found.amount, found.currency))
        }
        hasDocuments = !documents.isEmpty
        hasMoreDocuments = hits.hasMoreDocuments
        hasMore = hasMoreCustomers || hasMoreDocuments
        let escaped = PercentEscape.escaped(terms.text, keeping: ",:")
        allLink = "\(AccountPaths.search)?q=\(escaped)"
        customersLink = "\(AccountPaths.customers)?q=\(escaped)"
        customersExports = ExportLinks(of: "Customers") { ending in
            "\(AccountPaths.customers)export.\(ending)?q=\(escaped)"
        }
        documentsExports = ExportLinks(of: "Documents") { ending in
            "\(AccountPaths.search)/documents.\(ending)?q=\(escaped)"
        }
    }
}
