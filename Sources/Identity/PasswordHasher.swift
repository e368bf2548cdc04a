import CArgon2
import Dispatch

/// Hashes passwords with Argon2id, a few at a time and never on a thread that serves requests:
/// each takes 19 MiB and tens of milliseconds, which is what makes guessing expensive.
package final class PasswordHasher: Sendable {
    /// The parameters that OWASP recommends first for Argon2id.
    private static let iterations: UInt32 = 2
    private static let memoryKibibytes: UInt32 = 19_456
    private static let lanes: UInt32 = 1
    private static let saltBytes = 16
    private static let hashBytes = 32

    private let gate: HashingGate
    private let queue = DispatchQueue(label: "passwords", attributes: .concurrent)

    /// - Parameters:
    ///   - concurrentMax: how many are hashed at once.
    ///   - waitingMax: how many may wait for their turn; the next one is refused.
    package init(concurrentMax: Int = 2, waitingMax: Int = 64) {
        gate = HashingGate(places: concurrentMax, waitingMax: waitingMax)
    }

    /// - Throws: `IdentityError.busy`, `.hashingFailed`.
    package func hash(_ password: String) async throws -> PasswordHash {
        try await run { try Self.hash(password) }
    }

    /// - Throws: `IdentityError.busy`, `.hashingFailed`.
    package func verify(_ password: String, _ hash: PasswordHash) async throws -> Bool {
        try await run { try Self.verify(password, hash) }
    }

    private func run<R: Sendable>(_ body: @escaping @Sendable () throws -> R) async throws -> R {
        try await gate.enter()
        let result: Result<R, any Error> = await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: Result { try body() }) }
        }
        await gate.leave()
        return try result.get()
    }

    private static func hash(_ password: String) throws(IdentityError) -> PasswordHash {
        var generator = SystemRandomNumberGenerator()
        let salt = (0..<saltBytes).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let bytes = Array(password.utf8)
        let length = argon2_encodedlen(
            iterations, memoryKibibytes, lanes, UInt32(saltBytes), UInt32(hashBytes), Argon2_id)
        var encoded = [CChar](repeating: 0, count: length)
        let code = argon2id_hash_encoded(
            iterations, memoryKibibytes, lanes, bytes, bytes.count, salt, salt.count, hashBytes,
            &encoded, length)
        guard code == ARGON2_OK.rawValue else { throw .hashingFailed(code: Int(code)) }
        let text = encoded.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return PasswordHash(String(decoding: text, as: UTF8.self))
    }

    private static func verify(
        _ password: String, _ hash: PasswordHash
    ) throws(IdentityError) -> Bool {
        let bytes = Array(password.utf8)
        let code = argon2id_verify(hash.text, bytes, bytes.count)
        switch code {
        case ARGON2_OK.rawValue: return true
        case ARGON2_VERIFY_MISMATCH.rawValue: return false
        default: throw .hashingFailed(code: Int(code))
        }
    }
}
