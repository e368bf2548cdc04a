import Identity
import WebSupport

/// The table of roles.
struct RolesPage {
    struct Row {
        let title: String
        let cells: [Cell]
    }

    struct Cell {
        let role: String
        let isAllowed: Bool
    }

    let layout: PageLayout
    let roles: [String]
    let rows: [Row]

    init(layout: PageLayout) {
        self.layout = layout
        roles = Role.allCases.map(\.rawValue)
        rows = RoleTable.rows.map { row in
            Row(
                title: row.permission.phrase.prefix(1).uppercased()
                    + row.permission.phrase.dropFirst(),
                cells: Role.allCases.map {
                    Cell(role: $0.rawValue, isAllowed: row.roles.contains($0))
                })
        }
    }
}
