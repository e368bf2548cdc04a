/// One thing an actor may be allowed to do within a tenant.
package enum Permission: String, Hashable, Sendable, CaseIterable {
    case readReceivables
    case postReceivables
    case importData

    /// How a refusal names it: "You may not …".
    var phrase: String {
        switch self {
        case .readReceivables: "read this tenant's receivables"
        case .postReceivables: "change this tenant's receivables"
        case .importData: "import data into this tenant"
        }
    }
}
