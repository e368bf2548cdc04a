/// One thing an actor may be allowed to do within a tenant.
package enum Permission: String, Hashable, Sendable, CaseIterable {
    case readReceivables
    case writeNotes
    case postReceivables
    case importData
    case readMembers
    case manageMembers
    case manageOwners

    /// How a refusal names it: "You may not …".
    package var phrase: String {
        switch self {
        case .readReceivables: "read this tenant's receivables"
        case .writeNotes: "write notes on this tenant's customers"
        case .postReceivables: "change this tenant's receivables"
        case .importData: "import data into this tenant"
        case .readMembers: "see who belongs to this tenant"
        case .manageMembers: "say who belongs to this tenant"
        case .manageOwners: "make or dismiss owners of this tenant"
        }
    }
}
