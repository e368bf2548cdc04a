import WebSupport

/// Which addresses leave a record of what was done: every one that changes something, and every
/// file that is made.
enum RecordedRoutes {
    /// What changes nothing that is kept, with the reason.
    private static let unrecorded = [
        // Which company a browser looks at is kept by the browser.
        "POST /tenant",
        // What it stops records that it stopped; here nothing runs.
        "POST /import/file/:token/cancel",
        // Its token is nobody's here.
        "POST /api/v1/auth/logout",
        // They take a password or a code, or have nothing of the kind to end here: that each leaves
        // its record is tried by RecordedActTests. (What is offered for a phone changes nothing.)
        "POST /account/confirm", "POST /account/password", "POST /account/second-factor/begin",
        "POST /account/second-factor/codes", "POST /account/second-factor/confirm",
        "POST /account/second-factor/off", "POST /login/code", "POST /admin/sessions/end",
        "POST /admin/sessions/of/:id/end",
        // Recorded when it is answered, if anybody has the address.
        "POST /login/forgot", "POST /api/v1/auth/forgot",
        // Recorded when it is done, which the test waits for.
        "POST /import/:id/undo", "POST /api/v1/imports/:id/undo",
        // Recorded when the file is made, for which the answer does not wait long.
        "POST /api/v1/exports", "POST /api/v1/tenants/:name/export",
    ]

    /// What nobody needs to be known for, so that a token makes no difference.
    static func isForEverybody(_ route: RouteListing) -> Bool {
        ["/static/", "/health", "/login"].contains { route.path.hasPrefix($0) }
    }

    static func mustRecord(_ route: RouteListing, isLoggedIn: Bool) -> Bool {
        let name = "\(route.method) \(route.path)"
        // Who is not logged in logs nobody out.
        if unrecorded.contains(name) || (name == "POST /logout" && !isLoggedIn) { return false }
        guard route.method == "GET" else { return route.method != "HEAD" }
        return [".csv", ".xlsx", ".pdf"].contains { route.path.hasSuffix($0) }
    }
}
