import Crypto
package import Kernel
import Outbound
package import PostgresClient
import Tenancy

/// Logs people in with their tenant's provider: OpenID Connect, authorization code with PKCE.
package struct SignOnLogin: Sendable {
    package static let lifetime: Duration = .seconds(600)
    package static let callbackPath = "/login/sso/callback"

    struct Attempt {
        let tenant: ID<Tenant>
        let next: String
        let user: ID<User>?
    }

    let owner: PostgresPool
    let mail: MailQueue
    private let pool: PostgresPool
    private let sessions: SessionService
    private let settings: SignOnService
    private let directory: ProviderDirectory

    package init(
        pool: PostgresPool, owner: PostgresPool, sessions: SessionService, settings: SignOnService,
        directory: ProviderDirectory, mail: MailQueue
    ) {
        self.pool = pool
        self.owner = owner
        self.sessions = sessions
        self.settings = settings
        self.directory = directory
        self.mail = mail
    }

    /// What providers must be told to send browsers back to.
    package var callback: String { mail.address.text + Self.callbackPath }

    /// What is asked before somebody who is logged in is sent to their provider.
    package func standing(
        of user: ID<User>, in session: SecretToken?
    ) async throws -> SignOnStanding {
        let row = try await pool.query(
            """
            SELECT u.password_hash IS NOT NULL, EXISTS (SELECT FROM public.sessions AS s
                WHERE s.token_hash = \(PostgresValue.bytes(session?.hash ?? [])) AND s.by_provider)
            FROM public.users AS u WHERE u.id = \(user)
            """
        ).single()
        return SignOnStanding(hasPassword: try row.decode(0), isByProvider: try row.decode(1))
    }

    /// Begins a login for the tenant that an address's domain belongs to.
    ///
    /// - Parameters:
    ///   - next: where the login leads to.
    ///   - user: whose account is to be connected; nil for a login.
    ///   - asksAgain: has the provider ask who they are even if it knows them, for a fresh proof.
    /// - Throws: `SignOnError.notSetUp`; `OutboundError`.
    package func begin(
        email: String, next: String, connecting user: ID<User>? = nil,
        asksAgain: Bool = false, at now: Instant
    ) async throws -> SignOnStart {
        guard let domain = EmailAddress.key(email).split(separator: "@").last.map(String.init),
            domain.utf8.count <= EmailAddress.bytesMax, !domain.utf8.contains(0)
        else { throw SignOnError.notSetUp }
        let rows = try await pool.query(
            """
            SELECT t.id FROM public.sign_on_domains AS d
            JOIN public.tenants AS t ON t.id = d.tenant_id AND t.status = 'active'
            WHERE d.domain = \(domain)
            """)
        guard let tenant = try rows.first?.decode(0, as: ID<Tenant>.self),
            let found = try await settings.settings(of: tenant)
        else { throw SignOnError.notSetUp }
        let metadata = try await directory.metadata(of: found.issuer, at: now)
        let (state, browser) = (SecretToken(), SecretToken())
        let statements: [Query] = [
            "DELETE FROM public.sign_on_attempts WHERE expires_at <= \(now)",
            """
            INSERT INTO public.sign_on_attempts
                (state_hash, browser_hash, tenant_id, next_path, user_id, expires_at)
            VALUES (\(PostgresValue.bytes(state.hash)), \(PostgresValue.bytes(browser.hash)),
                \(tenant), \(next), \(user), \(now.adding(Self.lifetime)))
            """,
        ]
        try await pool.transaction { connection in
            for statement in statements { try connection.execute(statement) }
        }
        return SignOnStart(
            url: url(metadata, found, state, browser, asksAgain: asksAgain),
            host: (try? OutboundTarget(metadata.authorizationEndpoint))?.host ?? found.issuer,
            browser: browser)
    }

    /// Ends what was begun. Of several who bring the same back one succeeds.
    ///
    /// - Throws: `SignOnError`, `OutboundError`.
    package func finish(_ brought: SignOnReturn, at now: Instant) async throws -> SignOnResult {
        guard let state = SecretToken(brought.state), let browser = brought.browser,
            let attempt = try await use(state, browser, at: now)
        else { throw SignOnError.attemptNotUsable }
        guard let code = brought.code, let found = try await settings.settings(of: attempt.tenant)
        else { throw SignOnError.refusedByProvider }
        let metadata = try await directory.metadata(of: found.issuer, at: now)
        // Another provider's answer must not be taken for this one's.
        let named = brought.issuer ?? (metadata.namesItself == true ? nil : found.issuer)
        guard named == found.issuer else { throw SignOnError.tokenRefused(.issuer) }
        let tokens = try await directory.exchange(
            CodeExchange(
                code: code, redirect: callback, verifier: Self.verifier(browser),
                clientID: found.clientID, secret: try await settings.secret(of: attempt.tenant)),
            at: metadata)
        let check = IDTokenCheck(
            issuer: found.issuer, clientID: found.clientID, nonce: Self.nonce(browser),
            accessToken: tokens.accessToken, now: now)
        let claims = try await check.claims(of: tokens.idToken) { id, algorithm in
            try await directory.key(id, for: algorithm, of: metadata, at: now)
        }
        if let user = attempt.user {
            try await connect(user, claims, found, brought, at: now)
            return .connected(next: attempt.next)
        }
        let token = SecretToken()
        let owed = try await enter(claims, found, attempt.tenant, token, brought.origin, at: now)
        if case .codeNeeded(let pending) = owed {
            return .codeNeeded(pending, next: attempt.next)
        }
        sessions.invalidate()
        if let previous = brought.previous {
            try await sessions.end(previous, from: brought.origin)
        }
        return .loggedIn(token, next: attempt.next)
    }

    private func use(
        _ state: SecretToken, _ browser: SecretToken, at now: Instant
    ) async throws -> Attempt? {
        let rows = try await pool.query(
            """
            DELETE FROM public.sign_on_attempts
            WHERE state_hash = \(PostgresValue.bytes(state.hash))
                AND browser_hash = \(PostgresValue.bytes(browser.hash)) AND expires_at > \(now)
            RETURNING tenant_id, next_path, user_id
            """)
        return try rows.first.map { row in
            Attempt(
                tenant: try row.decode(0), next: try row.string(1),
                user: try row.decode(2, as: ID<User>?.self))
        }
    }

    private func url(
        _ metadata: ProviderMetadata, _ found: SignOnSettings, _ state: SecretToken,
        _ browser: SecretToken, asksAgain: Bool
    ) -> String {
        let challenge = Base64URL.text(SHA256.hash(data: Array(Self.verifier(browser).utf8)))
        var fields = [
            ("response_type", "code"), ("client_id", found.clientID), ("redirect_uri", callback),
            ("scope", "openid email profile"), ("state", state.text),
            ("nonce", Self.nonce(browser)), ("code_challenge", challenge),
            ("code_challenge_method", "S256"),
        ]
        if asksAgain { fields += [("prompt", "login"), ("max_age", "0")] }
        let mark = metadata.authorizationEndpoint.contains("?") ? "&" : "?"
        return metadata.authorizationEndpoint + mark + FormText.text(fields)
    }

    /// Both follow from what only the browser has, so that the database holds neither.
    private static func verifier(_ browser: SecretToken) -> String {
        browser.derived(for: "sign-on verifier")
    }

    private static func nonce(_ browser: SecretToken) -> String {
        browser.derived(for: "sign-on nonce")
    }
}
