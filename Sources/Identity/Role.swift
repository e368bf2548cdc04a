package import Tenancy

/// What a person is within a tenant. The only place that says what a role may do.
package enum Role: String, Hashable, Sendable, CaseIterable {
    case owner, admin, accountant, collector, viewer

    package var permissions: Set<Permission> {
        switch self {
        case .owner, .admin: Set(Permission.allCases)
        case .accountant: [.readReceivables, .postReceivables, .importData]
        // What sets a collector apart, reminders and promises, is not built yet.
        case .collector, .viewer: [.readReceivables]
        }
    }
}
