import Identity
import Tenancy
import WebSupport

/// The provider that a tenant's people log in with.
struct SignOnSettingsPage {
    let layout: PageLayout
    let tenant: String
    let action: String
    let removeAction: String
    let isSetUp: Bool
    /// Whether whoever looks may change more than the secret.
    let mayChange: Bool
    /// What newcomers become, for who may not.
    let role: String
    let issuer: String
    let clientID: String
    let hasSecret: Bool
    let options: [RoleOption]
    let takesNobodyIn: Bool
    let domains: [String]
    let hasDomains: Bool
    /// What the provider must be told.
    let callback: String
    let problem: String?

    init(
        _ settings: SignOnSettings?, scope: Scope, layout: PageLayout, callback: String,
        draft: SignOnDraft? = nil, problem: String? = nil
    ) {
        self.layout = layout
        tenant = scope.tenant.name.text
        action = SignOnSettingsHandler.path
        removeAction = "\(SignOnSettingsHandler.path)/remove"
        isSetUp = settings != nil
        mayChange = scope.permissions.contains(.manageOwners)
        issuer = draft?.issuer ?? settings?.issuer ?? ""
        clientID = draft?.clientID ?? settings?.clientID ?? ""
        hasSecret = settings?.hasSecret ?? false
        let role = draft == nil ? settings?.defaultRole : draft?.defaultRole
        self.role = role?.rawValue ?? ""
        options = RoleOption.all(chosen: role, mayMakeOwners: false)
            .filter { $0.value != Role.service.rawValue }
        takesNobodyIn = role == nil
        domains = settings?.domains ?? []
        hasDomains = !domains.isEmpty
        self.callback = callback
        self.problem = problem
    }
}
