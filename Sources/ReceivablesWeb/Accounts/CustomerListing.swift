import Kernel
import Receivables

/// Makes the list that a customer's page shows, formatted; the others are nil.
struct CustomerListing {
    let account: CustomerAccount
    let question: AccountQuestion
    let paths: AccountPaths
    let figures: AccountFigures

    init(
        account: CustomerAccount, question: AccountQuestion, paths: AccountPaths,
        _ figures: AccountFigures
    ) {
        self.account = account
        self.question = question
        self.paths = paths
        self.figures = figures
    }

    func items(_ view: AccountView) -> CustomerItems? {
        guard case .items(let page) = view else { return nil }
        return CustomerItems(
            page, account, pager: pager(page.count, ("open item", "open items")), paths, figures)
    }

    func documents(_ view: AccountView) -> CustomerDocuments? {
        guard case .documents(let page) = view else { return nil }
        return CustomerDocuments(
            page, of: account.customer.id, asOf: question.asOf,
            pager: pager(page.count, ("document", "documents")), paths, figures)
    }

    func movements(_ view: AccountView) -> CustomerMovements? {
        guard case .movements(let page) = view else { return nil }
        return CustomerMovements(
            page, of: account.customer.id, asOf: question.asOf,
            pager: pager(page.count, ("movement", "movements")), paths, figures)
    }

    private func pager(_ count: Int, _ noun: (String, String)) -> Pager {
        let kind = question.view
        return Pager(
            count: count, page: question.page, pageSize: AccountView.pageSize, noun: noun, figures
        ) { page in
            paths.customer(
                account.customer.id,
                [("view", kind == .items ? nil : kind.rawValue), ("page", page)])
        }
    }
}
