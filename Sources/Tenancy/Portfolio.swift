/// Some of a tenant's groups of customers: all that whoever is limited to it sees.
///
/// A group is named by its number alone, so that one that is deleted or given another name, and a
/// customer who moves to another group, need no change here.
package struct Portfolio: Hashable, Sendable {
    /// What somebody with a portfolio may do at most: everything else touches more than customers.
    package static let permissionsMax: Set<Permission> = [.readReceivables, .writeNotes]

    /// Numbers of groups; with none of them nothing is seen.
    package let groups: Set<Int64>

    package init(groups: Set<Int64>) {
        self.groups = groups
    }

    /// As the views of a portfolio's schema read it.
    var setting: String {
        "{\(groups.sorted().map(String.init).joined(separator: ","))}"
    }
}
