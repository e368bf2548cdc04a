import Hummingbird
import Tenancy
import WebSupport

/// What operators' pages and addresses begin with.
extension AppRequestContext {
    /// The sender as an operator who proved lately who they are.
    ///
    /// - Throws: `WebError.loginNeeded`, `.confirmationNeeded`; `TenancyError.operatorNeeded`.
    func provenOperator(
        _ request: Request, _ environment: WebEnvironment
    ) throws -> InstallationScope {
        let scope = try installationScope(request)
        try requireRecentProof(at: environment.now(), backTo: "\(TenantsPageHandler.path)/")
        return scope
    }

    /// The company that the address names.
    ///
    /// - Throws: `TenancyError.notAccessible` for what can be no name, too.
    func namedTenant() throws(TenancyError) -> TenantName {
        let text = parameters.get("name") ?? ""
        guard let name = try? TenantName(text) else { throw .notAccessible(text) }
        return name
    }
}
