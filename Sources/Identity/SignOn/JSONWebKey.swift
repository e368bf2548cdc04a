import FoundationEssentials
import JWTKit

/// A public key of a provider. What is not known here does not disturb.
struct JSONWebKey: Sendable {
    enum Kind: String { case rsa = "RSA", ec = "EC", okp = "OKP" }

    private static let rsaBytesMin = 256
    private static let rsaBytesMax = 1_024

    let type: String
    let id: String?
    let use: String?
    let algorithm: String?
    let curve: String?
    let modulus: String?
    let exponent: String?
    let x: String?
    let y: String?

    /// Whether it can have signed with an algorithm.
    func fits(_ algorithm: SignOnAlgorithm) -> Bool {
        guard use == nil || use == "sig",
            self.algorithm == nil || self.algorithm == algorithm.rawValue
        else { return false }
        return switch algorithm {
        case .rs256, .ps256: type == Kind.rsa.rawValue
        case .es256: type == Kind.ec.rawValue && curve == "P-256"
        case .edDSA: type == Kind.okp.rawValue && curve == "Ed25519"
        }
    }

    /// Only this key, with this algorithm and no other.
    ///
    /// - Throws: where it is no key.
    func collection(for algorithm: SignOnAlgorithm) async throws -> JWTKeyCollection {
        let keys = JWTKeyCollection()
        switch algorithm {
        case .rs256: await keys.add(rsa: try rsaKey(), digestAlgorithm: .sha256)
        case .ps256: await keys.add(pss: try rsaKey(), digestAlgorithm: .sha256)
        case .es256:
            await keys.add(ecdsa: try ES256PublicKey(parameters: (x ?? "", y ?? "")))
        case .edDSA:
            await keys.add(eddsa: try EdDSA.PublicKey(x: x ?? "", curve: .ed25519))
        }
        return keys
    }

    private func rsaKey() throws -> Insecure.RSA.PublicKey {
        let size = modulus.flatMap { Base64URL.bytes($0) }?.count ?? 0
        guard (Self.rsaBytesMin...Self.rsaBytesMax).contains(size) else {
            throw SignOnError.tokenRefused(.key)
        }
        return try Insecure.RSA.PublicKey(modulus: modulus ?? "", exponent: exponent ?? "")
    }
}

extension JSONWebKey: Decodable {
    private enum CodingKeys: String, CodingKey {
        case type = "kty"
        case id = "kid"
        case use
        case algorithm = "alg"
        case curve = "crv"
        case modulus = "n"
        case exponent = "e"
        case x, y
    }
}
