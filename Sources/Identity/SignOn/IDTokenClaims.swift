import JWTKit
import Kernel

/// What an ID token says.
struct IDTokenClaims: JWTPayload {
    /// One or several, which JSON writes differently.
    struct Audience: Codable {
        let values: [String]

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            values = try (try? [container.decode(String.self)]) ?? container.decode([String].self)
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            try container.encode(values)
        }
    }

    /// Some providers write the truth as text.
    struct Truth: Codable {
        let isTrue: Bool

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            isTrue =
                (try? container.decode(Bool.self))
                ?? ((try? container.decode(String.self)) == "true")
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            try container.encode(isTrue)
        }
    }

    let iss: String
    let sub: String
    let aud: Audience
    let azp: String?
    let exp: Double
    let iat: Double
    let nbf: Double?
    let nonce: String?
    let authTime: Double?
    let atHash: String?
    let email: String?
    let emailVerified: Truth?
    let name: String?

    private enum CodingKeys: String, CodingKey {
        case iss, sub, aud, azp, exp, iat, nbf, nonce, email, name
        case atHash = "at_hash"
        case authTime = "auth_time"
        case emailVerified = "email_verified"
    }

    /// When the person proved to the provider who they are. One that does not say may have let them
    /// pass for a proof of long ago, which then counts as none.
    func proof(at now: Instant) -> Instant {
        guard let authTime, let seconds = Int64(exactly: authTime.rounded(.down)) else {
            return Instant(unixSeconds: 0)
        }
        return min(now, Instant(unixSeconds: seconds))
    }

    /// Only the signature is checked there; the rest needs to know what was asked.
    func verify(using algorithm: some JWTAlgorithm) async throws {}
}
