import Kernel
import Receivables
import Tenancy
import WebSupport

/// The list of customers: what its template shows, formatted.
struct CustomerListPage {
    struct Column {
        let title: String
        let link: String
        /// The class of its cells.
        let style: String
        let ariaSort: String
    }

    struct Row {
        let name: String
        let code: String?
        let link: String
        let invoices: String
        let overdue: AmountCell
        let balance: AmountCell
    }

    let layout: PageLayout
    let subtitle: String
    let action: String
    let search: String
    let asOf: String
    let choices: [ReportOption]
    let sort: String
    let order: String
    let columns: [Column]
    let rows: [Row]
    let hasRows: Bool
    let hasCustomers: Bool
    let totalLabel: String
    let totalOverdue: AmountCell
    let totalBalance: AmountCell
    let pager: Pager
    let exports: ExportLinks
    let importPath: String
    /// The list without what narrows it.
    let allLink: String

    init(
        _ list: CustomerList, of request: CustomerListRequest, today: LocalDate, tenant: Tenant,
        layout: PageLayout
    ) {
        let figures = AccountFigures(tenant)
        let paths = AccountPaths(asOf: request.asOf, today: today)
        self.layout = layout
        subtitle =
            "As of \(figures.date(request.asOf)) · everything in \(tenant.currency.code)"
        action = AccountPaths.customers
        search = request.search
        asOf = request.asOf.description
        choices = CustomerListRequest.Choice.allCases.map { choice in
            ReportOption(
                value: choice.rawValue, label: Self.label(choice),
                isChosen: choice == request.choice)
        }
        sort = request.sort.rawValue
        order = request.order.rawValue
        columns = [("Customer", .name), ("Overdue", .overdue), ("Balance", .balance)].map {
            Self.column($0, $1, request, paths)
        }
        rows = list.rows.map { row in
            Row(
                name: row.customer.name,
                code: row.customer.code == row.customer.name ? nil : row.customer.code,
                link: paths.customer(row.customer.id),
                invoices: row.openInvoices == 0 ? "" : figures.count(row.openInvoices),
                overdue: figures.cell(row.overdue), balance: figures.cell(row.balance))
        }
        hasRows = !rows.isEmpty
        hasCustomers = list.hasCustomers
        totalLabel =
            list.count > list.rows.count
            ? "Total of all \(figures.count(list.count))" : "Total"
        totalOverdue = figures.cell(list.overdue)
        totalBalance = figures.cell(list.balance)
        pager = Pager(
            count: list.count, page: request.page, pageSize: CustomerListRequest.pageSize,
            noun: ("customer", "customers"), figures
        ) { Self.address(request, paths, page: $0) }
        exports = ExportLinks(of: "Customers") { ending in
            Self.address(request, paths, path: "\(AccountPaths.customers)export.\(ending)")
        }
        importPath = AccountPaths.imports
        allLink = paths.address(AccountPaths.customers, [])
    }

    /// Names from A to Z, amounts from the largest.
    static func usualOrder(_ sort: CustomerListRequest.Sort) -> CustomerListRequest.Order {
        sort == .name ? .ascending : .descending
    }

    private static func column(
        _ title: String, _ sort: CustomerListRequest.Sort, _ request: CustomerListRequest,
        _ paths: AccountPaths
    ) -> Column {
        let isSorted = sort == request.sort
        let order: CustomerListRequest.Order =
            !isSorted
            ? usualOrder(sort) : request.order == .ascending ? .descending : .ascending
        let now = request.order == .ascending ? "ascending" : "descending"
        return Column(
            title: title, link: address(request, paths, sort: sort, order: order),
            style: sort == .name ? "" : "num", ariaSort: isSorted ? now : "none")
    }

    private static func address(
        _ request: CustomerListRequest, _ paths: AccountPaths,
        sort: CustomerListRequest.Sort? = nil, order: CustomerListRequest.Order? = nil,
        page: String? = nil, path: String = AccountPaths.customers
    ) -> String {
        let sort = sort ?? request.sort
        let order = order ?? request.order
        return paths.address(
            path,
            [
                ("q", request.search.isEmpty ? nil : request.search),
                ("show", request.choice == .all ? nil : request.choice.rawValue),
                ("sort", sort == .balance ? nil : sort.rawValue),
                ("order", order == usualOrder(sort) ? nil : order.rawValue), ("page", page),
            ])
    }

    private static func label(_ choice: CustomerListRequest.Choice) -> String {
        switch choice {
        case .all: "All customers"
        case .open: "With open items"
        case .overdue: "Overdue"
        }
    }
}
