import Crypto
import FoundationEssentials
import JWTKit
import Kernel

/// Checks a provider's confirmation: everything that OpenID Connect asks for.
struct IDTokenCheck {
    private static let bytesMax = 16 << 10
    /// How far clocks may differ.
    private static let leeway: Double = 60
    private static let ageMax: Double = 600
    private static let subjectBytesMax = 255

    private struct Header: Decodable {
        let alg: String
        let kid: String?
        let crit: [String]?
    }

    let issuer: String
    let clientID: String
    let nonce: String
    let accessToken: String?
    let now: Instant

    /// - Parameter key: finds the provider's key by its id, for an algorithm.
    /// - Throws: `SignOnError.tokenRefused`.
    func claims(
        of token: String,
        key: (String?, SignOnAlgorithm) async throws -> JSONWebKey?
    ) async throws -> IDTokenClaims {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard token.utf8.count <= Self.bytesMax, parts.count == 3,
            let head = Base64URL.bytes(parts[0]), Base64URL.bytes(parts[1]) != nil,
            Base64URL.bytes(parts[2]) != nil,
            let header = try? JSONDecoder().decode(Header.self, from: Data(head)),
            header.crit == nil
        else { throw SignOnError.tokenRefused(.form) }
        guard let algorithm = SignOnAlgorithm(rawValue: header.alg) else {
            throw SignOnError.tokenRefused(.algorithm)
        }
        guard let found = try await key(header.kid, algorithm) else {
            throw SignOnError.tokenRefused(.key)
        }
        guard let keys = try? await found.collection(for: algorithm) else {
            throw SignOnError.tokenRefused(.key)
        }
        guard let claims = try? await keys.verify(token, as: IDTokenClaims.self) else {
            throw SignOnError.tokenRefused(.signature)
        }
        if let fault = fault(claims, algorithm) { throw SignOnError.tokenRefused(fault) }
        return claims
    }

    /// What is wrong with what a token says whose signature is good.
    func fault(_ claims: IDTokenClaims, _ algorithm: SignOnAlgorithm) -> IDTokenFault? {
        let time = Double(now.unixSeconds)
        if claims.iss != issuer { return .issuer }
        if !claims.aud.values.contains(clientID) { return .audience }
        if claims.aud.values.count > 1 && claims.azp != clientID { return .party }
        if let party = claims.azp, party != clientID { return .party }
        if !(1...Self.subjectBytesMax).contains(claims.sub.utf8.count)
            || claims.sub.utf8.contains(0)
        {
            return .subject
        }
        if !(claims.exp > time - Self.leeway) { return .expired }
        if let start = claims.nbf, !(start <= time + Self.leeway) { return .notYetValid }
        if !(claims.iat <= time + Self.leeway && claims.iat >= time - Self.ageMax) {
            return .issuedAt
        }
        if claims.nonce != nonce { return .nonce }
        if let hash = claims.atHash, hash != expectedHash(algorithm) { return .accessToken }
        return nil
    }

    /// The left half of the hash of the access token, with the hash of the algorithm.
    private func expectedHash(_ algorithm: SignOnAlgorithm) -> String? {
        guard let accessToken else { return nil }
        let bytes = Array(accessToken.utf8)
        switch algorithm {
        case .rs256, .ps256, .es256:
            return Base64URL.text(Array(SHA256.hash(data: bytes)).prefix(16))
        case .edDSA: return Base64URL.text(Array(SHA512.hash(data: bytes)).prefix(32))
        }
    }
}
