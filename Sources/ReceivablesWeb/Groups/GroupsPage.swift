import Receivables
import Tenancy
import WebSupport

/// The groups of customers, with what it takes to make and dissolve one.
struct GroupsPage {
    struct Row {
        let name: String
        let customers: String
        /// What dissolves it; nil while it has customers, or for who may not.
        let removeAction: String?
    }

    let layout: PageLayout
    let rows: [Row]
    let hasRows: Bool
    let mayChange: Bool
    let action: String
    /// As it was typed, where something was wrong with it.
    let name: String
    let nameLengthMax: Int
    let problem: String?

    init(
        _ groups: [CustomerGroup], scope: Scope, layout: PageLayout, name: String = "",
        problem: String? = nil
    ) {
        let figures = AccountFigures(scope.tenant)
        let mayChange = scope.permissions.contains(.postReceivables)
        self.layout = layout
        self.mayChange = mayChange
        rows = groups.map { group in
            Row(
                name: group.name, customers: figures.count(Int(group.customers)),
                removeAction: mayChange && group.customers == 0
                    ? "\(GroupsHandler.path)/\(group.id)/remove" : nil)
        }
        hasRows = !rows.isEmpty
        action = GroupsHandler.path
        self.name = name
        nameLengthMax = CustomerGroupService.nameLengthMax
        self.problem = problem
    }
}
