import JWTKit
import Kernel
import Tenancy

/// Signs and checks access tokens: JSON Web Tokens with HMAC-SHA256 and no other algorithm,
/// whatever a token says of itself.
package struct AccessTokens: Sendable {
    package static let lifetime: Duration = .seconds(900)
    private static let bytesMax = 4_096

    private let keys: JWTKeyCollection

    /// - Parameter secret: at least 32 bytes that nobody else knows.
    package init(secret: [UInt8]) async {
        keys = await JWTKeyCollection().add(
            hmac: HMACKey(from: secret), digestAlgorithm: .sha256)
    }

    func sign(
        session: ID<SessionListing>, of user: ID<User>, for tenant: ID<Tenant>?,
        at now: Instant
    ) async throws -> String {
        try await keys.sign(
            AccessClaims(
                issuer: AccessClaims.issuerName, audience: AccessClaims.audienceName,
                subject: "\(user)", session: "\(session)",
                tenant: tenant.map { "\($0)" }, issuedAt: now.unixSeconds,
                expiresAt: now.adding(Self.lifetime).unixSeconds))
    }

    /// The session, the person and the tenant that a token names; nil for one that is not ours, not
    /// for this purpose, or over.
    func check(
        _ text: String, at now: Instant
    ) async -> (session: ID<SessionListing>, user: ID<User>, tenant: ID<Tenant>?)? {
        guard text.utf8.count <= Self.bytesMax,
            let claims = try? await keys.verify(text, as: AccessClaims.self),
            claims.issuer == AccessClaims.issuerName,
            claims.audience == AccessClaims.audienceName,
            claims.expiresAt > now.unixSeconds,
            claims.notBefore.map({ $0 <= now.unixSeconds }) ?? true,
            let session = ID<SessionListing>(claims.session), let user = ID<User>(claims.subject)
        else { return nil }
        let tenant = claims.tenant.flatMap { ID<Tenant>($0) }
        guard (tenant == nil) == (claims.tenant == nil) else { return nil }
        return (session, user, tenant)
    }
}
