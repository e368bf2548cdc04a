import Kernel
import Receivables
import Tenancy
import WebSupport

/// A customer's page: what its template shows, formatted.
struct CustomerPage {
    struct Tab {
        let title: String
        let link: String
        let isCurrent: Bool
    }

    let layout: PageLayout
    let name: String
    let subtitle: String
    let asOf: String
    let today: String?
    let action: String
    let view: String
    let statementLink: String
    let figures: [CustomerFigure]
    let segments: [ReportSegment]
    let hasSegments: Bool
    let buckets: [CustomerBucket]
    let tabs: [Tab]
    let items: CustomerItems?
    let documents: CustomerDocuments?
    let movements: CustomerMovements?
    let statement: CustomerStatement?
    let aside: CustomerAside
    let notes: CustomerNotes

    init(
        _ account: CustomerAccount, _ view: AccountView, of question: AccountQuestion,
        statement: CustomerStatement?, draft: NoteDraft?, groups: [CustomerGroup], scope: Scope,
        layout: PageLayout
    ) {
        let figures = AccountFigures(scope.tenant)
        let paths = AccountPaths(asOf: question.asOf, today: question.today)
        let id = account.customer.id
        self.layout = layout
        name = account.customer.name
        subtitle = Self.subtitle(account, scope.tenant, figures)
        asOf = question.asOf.description
        today = question.asOf == question.today ? nil : "\(AccountPaths.customers)\(id)/"
        action = "\(AccountPaths.customers)\(id)/"
        self.view = question.view.rawValue
        statementLink = paths.customer(id, [("view", "statement")])
        self.figures = CustomerFigure.all(account, paths, figures)
        segments = ReportSegment.bar(account.buckets)
        hasSegments = !segments.isEmpty
        buckets = CustomerBucket.all(account.buckets, scope.tenant, figures)
        tabs = AccountView.Kind.allCases.map { kind in
            Tab(
                title: Self.title(kind, account, figures),
                link: paths.customer(id, [("view", kind == .items ? nil : kind.rawValue)]),
                isCurrent: kind == question.view)
        }
        let list = CustomerListing(account: account, question: question, paths: paths, figures)
        items = list.items(view)
        documents = list.documents(view)
        movements = list.movements(view)
        self.statement = statement
        aside = CustomerAside(account, groups: groups, figures)
        notes = CustomerNotes(account, draft: draft, scope: scope, paths, figures)
    }

    private static func subtitle(
        _ account: CustomerAccount, _ tenant: Tenant, _ figures: AccountFigures
    ) -> String {
        var parts: [String] = []
        if account.customer.code != account.customer.name { parts.append(account.customer.code) }
        if let group = account.group { parts.append(group) }
        parts.append("as of \(figures.date(account.asOf))")
        parts.append("in \(tenant.currency.code)")
        let text = parts.joined(separator: " · ")
        return text.prefix(1) == "a" && parts.count == 2 ? "A" + text.dropFirst() : text
    }

    private static func title(
        _ kind: AccountView.Kind, _ account: CustomerAccount, _ figures: AccountFigures
    ) -> String {
        switch kind {
        case .items: "Open items (\(figures.count(account.openItems)))"
        case .documents: "Documents"
        case .movements: "Movements"
        case .statement: "Statement"
        }
    }
}
