package import Identity
package import Kernel
import Tenancy
package import WebSupport

/// The pages with which people log in and out, and the answer to who sent a request.
package enum IdentityFeature {
    static let stylesheet = StaticFile(
        name: "login.css", contentType: "text/css; charset=utf-8",
        bytes: PackageResources.login_css)

    package static func feature(_ login: LoginService, _ sessions: SessionService) -> WebFeature {
        WebFeature(
            templates: [
                PageTemplate(name: "login", bytes: PackageResources.login_mustache),
                PageTemplate(name: "login-link", bytes: PackageResources.login_link_mustache),
                PageTemplate(name: "account", bytes: PackageResources.account_mustache),
            ],
            staticFiles: [stylesheet]
        ) { routes, environment in
            LoginPageHandler(login: login, environment: environment).add(to: &routes)
            LinkPageHandler(login: login, environment: environment).add(to: &routes)
            AccountPageHandler(sessions: sessions, environment: environment).add(to: &routes)
            LogoutHandler(sessions: sessions).add(to: &routes)
        }
    }

    /// - Parameter now: the clock, by which sessions expire.
    package static func authenticator(
        _ sessions: SessionService, now: @escaping @Sendable () -> Instant = { .now() }
    ) -> Authenticator {
        Authenticator { request in
            guard let token = SessionCookie.token(of: request),
                let session = try await sessions.find(token, at: now())
            else { return nil }
            return Visitor(session, token: token)
        }
    }
}

extension Visitor {
    init(_ session: LoginSession, token: SecretToken) {
        self.init(
            actor: .person(id: session.user.id.rawValue, email: session.user.email),
            name: session.user.name, csrfToken: token.derived(for: "csrf"),
            memberships: session.memberships.mapValues(\.permissions))
    }
}
