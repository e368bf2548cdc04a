package import Identity
package import Kernel
import Tenancy
package import WebSupport

/// The pages with which people log in and out, and the answer to who sent a request.
package enum IdentityFeature {
    static let stylesheet = StaticFile(
        name: "login.css", contentType: "text/css; charset=utf-8",
        bytes: PackageResources.login_css)

    package static func feature(
        _ login: LoginService, _ sessions: SessionService, _ resets: PasswordResetService,
        _ proofs: ProofService, _ secondFactors: SecondFactorService, _ members: MemberService,
        _ identities: SignOnIdentities
    ) -> WebFeature {
        WebFeature(
            templates: [
                PageTemplate(name: "login", bytes: PackageResources.login_mustache),
                PageTemplate(name: "login-link", bytes: PackageResources.login_link_mustache),
                PageTemplate(name: "invitation", bytes: PackageResources.invitation_mustache),
                PageTemplate(name: "forgot", bytes: PackageResources.forgot_mustache),
                PageTemplate(name: "login-code", bytes: PackageResources.login_code_mustache),
                PageTemplate(name: "confirm", bytes: PackageResources.confirm_mustache),
                PageTemplate(name: "password", bytes: PackageResources.password_mustache),
                PageTemplate(
                    name: "second-factor", bytes: PackageResources.second_factor_mustache),
                PageTemplate(
                    name: "recovery-codes", bytes: PackageResources.recovery_codes_mustache),
                PageTemplate(name: "account", bytes: PackageResources.account_mustache),
            ],
            staticFiles: [stylesheet]
        ) { routes, environment in
            LoginPageHandler(login: login, environment: environment).add(to: &routes)
            ForgotPageHandler(resets: resets, environment: environment).add(to: &routes)
            LinkPageHandler(
                login: login, members: members, proofs: proofs, environment: environment
            ).add(to: &routes)
            InvitationHandler(members: members, environment: environment).add(to: &routes)
            LoginCodePageHandler(login: login, environment: environment).add(to: &routes)
            AccountPageHandler(
                sessions: sessions, proofs: proofs, members: members, identities: identities,
                environment: environment
            ).add(to: &routes)
            ConfirmPageHandler(proofs: proofs, environment: environment).add(to: &routes)
            PasswordPageHandler(proofs: proofs, environment: environment).add(to: &routes)
            SecondFactorPageHandler(secondFactors: secondFactors, environment: environment)
                .add(to: &routes)
            LogoutHandler(sessions: sessions).add(to: &routes)
        }
    }

    /// Takes a token that a program sends before the cookie that a browser adds: who sends a
    /// token that is not valid is nobody.
    ///
    /// - Parameters:
    ///   - tokens: of programs; nil where only browsers log in.
    ///   - keys: of programs, likewise.
    ///   - now: the clock, by which sessions expire.
    package static func authenticator(
        _ sessions: SessionService, tokens: TokenService? = nil, keys: KeyService? = nil,
        now: @escaping @Sendable () -> Instant = { .now() }
    ) -> Authenticator {
        Authenticator { request in
            if let bearer = BearerToken.text(of: request), tokens != nil || keys != nil {
                if let secret = KeySecret(bearer) {
                    return try await keys?.find(secret, at: now()).map { Visitor($0) }
                }
                return try await tokens?.find(bearer, at: now()).map { Visitor(program: $0) }
            }
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
            memberships: session.memberships.mapValues(\.grant),
            provedAt: session.provedAt, lockedTenants: session.lockedTenants,
            isOperator: session.isOperator)
    }

    /// Of a program with a key.
    init(_ holder: KeyHolder) {
        self.init(
            actor: .program(id: holder.id, name: holder.name), name: holder.name, csrfToken: "",
            memberships: [holder.tenant: holder.grant], isInBrowser: false)
    }

    /// Of a program that sends an access token.
    init(program session: LoginSession) {
        self.init(
            actor: .person(id: session.user.id.rawValue, email: session.user.email),
            name: session.user.name, csrfToken: "",
            memberships: session.memberships.mapValues(\.grant), isInBrowser: false,
            provedAt: session.provedAt, lockedTenants: session.lockedTenants,
            isOperator: session.isOperator)
    }
}
