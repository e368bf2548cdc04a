package import Hummingbird
package import Kernel
package import Tenancy

extension AppRequestContext {
    /// Who sent the request.
    ///
    /// - Throws: `WebError.loginNeeded`.
    package func loggedIn() throws(WebError) -> Visitor {
        guard let visitor else { throw .loginNeeded }
        return visitor
    }

    /// Finds out once more who sent the request, whose body may have taken any time to come. What
    /// was found out of them before holds no more.
    package func renewVisitor(_ request: Request) async throws {
        guard let authenticator else { return }
        facts.visitor = try await authenticator.visitor(request)
    }

    /// The sender as an operator of the installation.
    ///
    /// - Throws: `WebError.loginNeeded`; `TenancyError.operatorNeeded`.
    package func installationScope(_ request: Request) throws -> InstallationScope {
        let visitor = try loggedIn()
        guard visitor.isOperator else { throw TenancyError.operatorNeeded }
        return InstallationScope(actor: visitor.actor, origin: request.origin(self))
    }

    /// Refuses a dangerous act unless its sender proved who they are within the last ten minutes.
    /// A browser is sent to do so, and then back to a page; a program has to log in again.
    ///
    ///     try scope.require(.manageMembers)
    ///     try context.requireRecentProof(at: environment.now(), backTo: "/admin/members/")
    ///
    /// - Parameter page: where the act is begun: what was sent is not sent again.
    /// - Throws: `WebError.loginNeeded`, `.confirmationNeeded`.
    package func requireRecentProof(
        at now: Instant, backTo page: String
    ) throws(WebError) {
        guard try loggedIn().hasRecentProof(at: now) else {
            throw .confirmationNeeded(backTo: page)
        }
    }

    /// Compares a token that a handler found in the body with the visitor's; for routes that
    /// check it themselves.
    ///
    /// - Throws: `WebError.loginNeeded`, `.tokenWrong`.
    package func checkToken(_ sent: String) throws(WebError) {
        try RequestToken.check(sent, of: try loggedIn(), facts)
    }
}
