import JWTKit

/// What an access token says. It names a session and gives no rights: what its person may do is
/// looked up with every request, so that a right taken away is gone at once.
struct AccessClaims: JWTPayload {
    static let issuerName = "countinghouse"
    static let audienceName = "countinghouse-api"

    let issuer: String
    let audience: String
    /// The person's id.
    let subject: String
    /// The session's id.
    let session: String
    /// The id of the only tenant that it is for; left out where it is for all of its person's.
    let tenant: String?
    /// Unix times.
    let issuedAt: Int64
    let expiresAt: Int64
    /// Ours say none; one that does is not taken before it.
    var notBefore: Int64?

    private enum CodingKeys: String, CodingKey {
        case issuer = "iss"
        case audience = "aud"
        case subject = "sub"
        case session = "sid"
        case tenant
        case issuedAt = "iat"
        case expiresAt = "exp"
        case notBefore = "nbf"
    }

    /// Only the signature is checked there; the rest needs the time, which `AccessTokens` knows.
    func verify(using algorithm: some JWTAlgorithm) async throws {}
}
