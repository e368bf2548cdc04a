extension AppRequestContext {
    /// Who sent the request.
    ///
    /// - Throws: `WebError.loginNeeded`.
    package func loggedIn() throws(WebError) -> Visitor {
        guard let visitor else { throw .loginNeeded }
        return visitor
    }

    /// Compares a token that a handler found in the body with the visitor's; for routes that
    /// check it themselves.
    ///
    /// - Throws: `WebError.loginNeeded`, `.tokenWrong`.
    package func checkToken(_ sent: String) throws(WebError) {
        try RequestToken.check(sent, of: try loggedIn())
    }
}
