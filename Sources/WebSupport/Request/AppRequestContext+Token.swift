extension AppRequestContext {
    /// Compares a token that a handler found in the body with the visitor's; for routes that
    /// check it themselves.
    ///
    /// - Throws: `WebError.loginNeeded`, `.tokenWrong`.
    package func checkToken(_ sent: String) throws(WebError) {
        guard let visitor else { throw .loginNeeded }
        try RequestToken.check(sent, of: visitor)
    }
}
