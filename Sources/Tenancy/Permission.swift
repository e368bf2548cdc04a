/// One thing an actor may be allowed to do within a tenant.
package enum Permission: String, Hashable, Sendable, CaseIterable {
    case readReceivables
    case writeNotes
    case postReceivables
    case importData
    case readMembers
    case manageMembers
    case manageOwners
    case manageKeys
    case manageWebhooks
    case manageJobs
    case manageSecurity
    case manageTenant
    case readAudit

    /// How a refusal names it: "You may not …".
    package var phrase: String {
        switch self {
        case .readReceivables: "read this company's receivables"
        case .writeNotes: "write notes on this company's customers"
        case .postReceivables: "change this company's receivables"
        case .importData: "import data into this company"
        case .readMembers: "see who belongs to this company"
        case .manageMembers: "say who belongs to this company"
        case .manageKeys: "give programs keys to this company"
        case .manageWebhooks: "send this company's events to other programs"
        case .manageJobs: "look after this company's background jobs"
        case .readAudit: "read who did what in this company"
        case .manageSecurity: "look after sessions and second factors in this company"
        case .manageTenant: "change this company's settings, or delete it"
        case .manageOwners: "make or dismiss owners of this company"
        }
    }
}
