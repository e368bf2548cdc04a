import Kernel
import PostgresClient
import Tenancy

/// Who comes from a provider, among the people here.
extension SignOnLogin {
    private static let nameLengthMax = 200

    /// Begins a session for whoever the provider means. An account that is entered otherwise, stands
    /// for more than this tenant, or is an owner's or an operator's, is never taken over: it must be
    /// connected by whoever has it.
    ///
    /// - Returns: what whoever has a second factor still owes.
    func enter(
        _ claims: IDTokenClaims, _ settings: SignOnSettings, _ tenant: ID<Tenant>,
        _ token: SecretToken, _ origin: Origin, at now: Instant
    ) async throws -> ProofError? {
        try await owner.transaction { connection in
            try connection.execute(Self.oneAfterAnother(claims))
            let known = try Self.known(claims, tenant, on: connection, at: now)
            let user =
                try known?.user
                ?? Self.newcomer(claims, settings, tenant, origin, on: connection, at: now)
            let owed = try LoginService.begin(
                token, of: user, by: nil, from: origin, on: connection, at: now,
                provedAt: claims.proof(at: now), isByProvider: known?.isConnected != true)
            // Who owes a code is not logged in yet: that is recorded with the code.
            guard owed == nil else { return owed }
            let event = AuditEvent(
                .loggedIn, AuditObject(.user, user),
                after: ["method": "sign_on", "issuer": .text(claims.iss)])
            let source = AuditSource(.person(id: user.rawValue, email: ""), from: origin)
            _ = try connection.query(event.record(source, person: user))
            return nil
        }
    }

    /// Lets the account of whoever is logged in be entered this way from now on. The provider may
    /// take its time to answer: whoever was logged in by then must be so still.
    func connect(
        _ user: ID<User>, _ claims: IDTokenClaims, _ settings: SignOnSettings,
        _ brought: SignOnReturn, at now: Instant
    ) async throws {
        guard case .person(let id, _) = brought.visitor, id == user.rawValue else {
            throw SignOnError.attemptNotUsable
        }
        let email = try Self.email(claims, settings)
        try await owner.transaction { connection in
            let person = try Self.person(user, in: brought.previous, on: connection, at: now)
            guard EmailAddress.key(person.email) == email.text else {
                throw SignOnError.otherAddress
            }
            try Self.remember(claims, user, isConnected: true, on: connection, at: now)
            try mail.tell(
                person, .signOnConnected(issuer: claims.iss), on: connection, at: now)
            let event = AuditEvent(
                .signOnConnected, AuditObject(.user, user), after: ["issuer": .text(claims.iss)])
            let source = AuditSource(
                .person(id: user.rawValue, email: person.email), from: brought.origin)
            _ = try connection.query(event.record(source, person: user))
        }
    }

    /// Who is logged in, in a session that their own proof began. Both are locked: what takes the
    /// password or the sessions away waits, and ends the connection too, or is seen here.
    private static func person(
        _ user: ID<User>, in session: SecretToken?, on connection: isolated PostgresConnection,
        at now: Instant
    ) throws -> User {
        let find: Query = "SELECT email, name FROM public.users WHERE id = \(user) FOR SHARE"
        let lock: Query = """
            SELECT by_provider FROM public.sessions
            WHERE token_hash = \(PostgresValue.bytes(session?.hash ?? [])) AND user_id = \(user)
                AND expires_at > \(now)
            FOR KEY SHARE
            """
        guard let row = try connection.query(find).first,
            let begun = try connection.query(lock).first
        else { throw SignOnError.attemptNotUsable }
        // Otherwise the provider connects itself, and is let in as if its person had said so.
        if try begun.decode(0, as: Bool.self) { throw SignOnError.ownProofNeeded }
        return User(id: user, email: try row.string(0), name: try row.string(1))
    }

    /// Of two logins of the same person at once the later one finds what the earlier one made:
    /// they may be nobody here yet, whom nothing else keeps apart.
    private static func oneAfterAnother(_ claims: IDTokenClaims) -> Query {
        let person = "sign-on \(claims.iss) \(claims.sub)"
        return "SELECT pg_advisory_xact_lock(hashtextextended(\(person), 0))"
    }

    /// Somebody who came from this provider before; nil for whoever did not.
    private static func known(
        _ claims: IDTokenClaims, _ tenant: ID<Tenant>,
        on connection: isolated PostgresConnection, at now: Instant
    ) throws -> (user: ID<User>, isConnected: Bool)? {
        let find: Query = """
            UPDATE public.sign_on_identities AS i SET last_used_at = \(now)
            WHERE issuer = \(claims.iss) AND subject = \(claims.sub)
            RETURNING user_id, EXISTS (SELECT FROM public.memberships AS m
                    WHERE m.user_id = i.user_id AND m.tenant_id = \(tenant)),
                i.is_connected OR NOT EXISTS (SELECT FROM public.memberships AS m
                        WHERE m.user_id = i.user_id AND m.tenant_id <> \(tenant))
                    AND NOT (SELECT u.is_operator FROM public.users AS u WHERE u.id = i.user_id),
                i.is_connected
            """
        guard let row = try connection.query(find).first else { return nil }
        // Who was dismissed stays so, whatever newcomers become.
        guard try row.decode(1, as: Bool.self) else { throw SignOnError.notMember }
        // Another tenant took them in since, or they run the installation: neither its figures nor
        // that are this provider's to open.
        guard try row.decode(2, as: Bool.self) else { throw SignOnError.accountExists }
        return (try row.decode(0), try row.decode(3))
    }

    private static func newcomer(
        _ claims: IDTokenClaims, _ settings: SignOnSettings, _ tenant: ID<Tenant>,
        _ origin: Origin, on connection: isolated PostgresConnection, at now: Instant
    ) throws -> ID<User> {
        let email = try email(claims, settings)
        // Before the question, so that it sees what somebody else does to the account just now.
        let lock: Query =
            "SELECT FROM public.users WHERE lower(email) = \(email.text) FOR UPDATE"
        _ = try connection.query(lock)
        let find: Query = """
            SELECT u.id, u.password_hash IS NOT NULL OR u.is_operator
                    OR EXISTS (SELECT FROM public.sign_on_identities AS i WHERE i.user_id = u.id)
                    OR EXISTS (SELECT FROM public.memberships AS m
                        WHERE m.user_id = u.id
                            AND (m.tenant_id <> \(tenant) OR m.role = 'owner')),
                EXISTS (SELECT FROM public.memberships AS m
                    WHERE m.user_id = u.id AND m.tenant_id = \(tenant)),
                EXISTS (SELECT FROM public.dismissals AS d
                    WHERE d.user_id = u.id AND d.tenant_id = \(tenant))
            FROM public.users AS u WHERE lower(u.email) = \(email.text)
            """
        let row = try connection.query(find).first
        let isMember = try row?.decode(2, as: Bool.self) == true
        // Who was dismissed stays so, also who never came by the provider before.
        if try !isMember && row?.decode(3, as: Bool.self) == true { throw SignOnError.notMember }
        if try row?.decode(1, as: Bool.self) == true { throw SignOnError.accountExists }
        guard isMember || settings.defaultRole != nil else { throw SignOnError.notInvited }
        let draft = User(id: ID(1), email: email.text, name: name(claims, email))
        let made = try connection.query(UserService.insert(draft, nil)).single()
        if try row == nil && !made.decode(3, as: Bool.self) {
            // Somebody else made the account meanwhile: it is one like any other, and looked at.
            return try newcomer(claims, settings, tenant, origin, on: connection, at: now)
        }
        let user: ID<User> = try made.decode(0)
        if !isMember, let role = settings.defaultRole {
            let join: Query = """
                INSERT INTO public.memberships (user_id, tenant_id, role)
                VALUES (\(user), \(tenant), \(role.rawValue))
                """
            try connection.execute(join)
            let event = AuditEvent(
                .memberAdded, AuditObject(.user, user, name: email.text),
                after: ["role": .text(role.rawValue), "by": "sign_on"])
            _ = try connection.query(
                event.record(AuditSource(.system, from: origin), of: tenant))
        }
        try remember(claims, user, isConnected: false, on: connection, at: now)
        return user
    }

    /// The address that the provider vouches for and may speak for.
    private static func email(
        _ claims: IDTokenClaims, _ settings: SignOnSettings
    ) throws -> EmailAddress {
        guard claims.emailVerified?.isTrue == true, let text = claims.email,
            let email = try? EmailAddress(text), !text.utf8.contains(0)
        else { throw SignOnError.emailNotVerified }
        let domain = email.text.drop { $0 != "@" }.dropFirst()
        guard settings.domains.contains(String(domain)) else { throw SignOnError.domainNotVerified }
        return email
    }

    private static func name(_ claims: IDTokenClaims, _ email: EmailAddress) -> String {
        let clean = (claims.name ?? "").unicodeScalars.filter {
            $0.properties.generalCategory != .control
        }
        let name = String(String(String.UnicodeScalarView(clean)).prefix(nameLengthMax))
        return name.contains { !$0.isWhitespace } ? name : email.text
    }

    private static func remember(
        _ claims: IDTokenClaims, _ user: ID<User>, isConnected: Bool,
        on connection: isolated PostgresConnection, at now: Instant
    ) throws {
        let insert: Query = """
            INSERT INTO public.sign_on_identities
                (issuer, subject, user_id, is_connected, created_at, last_used_at)
            VALUES (\(claims.iss), \(claims.sub), \(user), \(isConnected), \(now), \(now))
            ON CONFLICT (issuer, subject) DO UPDATE SET last_used_at = excluded.last_used_at,
                is_connected = sign_on_identities.is_connected OR excluded.is_connected
            WHERE sign_on_identities.user_id = excluded.user_id
            """
        guard try connection.execute(insert) == 1 else { throw SignOnError.accountExists }
        // Who has come in needs no link of those who took them in.
        try connection.execute(UserService.removeHandedOut(of: user))
    }
}
