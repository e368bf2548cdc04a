import Crypto
import FoundationEssentials
package import PostgresClient
import Synchronization

/// Encrypts what the database must hold but nobody who reads it may learn: AES-256-GCM, a version
/// and the key's id in front, bound to the table, column and row where it stands.
package final class SecretBox: Sendable {
    /// Of the form of a ciphertext: this byte, the key's id, nonce, ciphertext, tag.
    private static let version: UInt8 = 1
    private static let headBytes = 1 + SecretKeyID.byteCount
    /// Held by whoever encrypts until it is stored, so that a change of the key can wait for it.
    private static let lock: Int64 = 4_702

    package let source: SecretSource
    /// Every key that was seen since the start; one that was dropped meanwhile may still be that
    /// of a row read a moment ago.
    private let known = Mutex<[SecretKeyID: SecretKey]>([:])

    package init(_ source: SecretSource) {
        self.source = source
    }

    /// Encrypts a value for a row, in the transaction that stores it.
    ///
    /// - Throws: `SecretFileError`, `PostgresError`.
    package func seal(
        _ plain: [UInt8], for column: SecretColumn, row: Int64,
        on connection: isolated PostgresConnection
    ) throws -> [UInt8] {
        let lock: Query = "SELECT pg_advisory_xact_lock_shared(\(Self.lock))"
        _ = try connection.query(lock)
        // Read anew each time: with a key that a rotation has just replaced the value would be
        // lost as soon as that key is dropped.
        return try Self.seal(plain, for: column, row: row, with: try keyringForSealing().current)
    }

    /// Decrypts the value of a row.
    ///
    /// - Throws: `SecretError`, `SecretFileError`.
    package func open(_ sealed: [UInt8], of column: SecretColumn, row: Int64) throws -> [UInt8] {
        guard sealed.first == Self.version,
            let id = SecretKeyID(sealed.dropFirst().prefix(SecretKeyID.byteCount))
        else { throw SecretError.damaged(column) }
        guard let key = try key(id) else { throw SecretError.unknownKey(id, column) }
        let head = Array(sealed.prefix(Self.headBytes))
        do {
            let box = try AES.GCM.SealedBox(combined: Data(sealed.dropFirst(Self.headBytes)))
            let plain = try AES.GCM.open(
                box, using: key.key, authenticating: head + column.associatedData(row: row))
            return Array(plain)
        } catch { throw SecretError.damaged(column) }
    }

    /// Waits for everybody who may be encrypting with the key that was current until now.
    static func waitForSealers(on connection: isolated PostgresConnection) throws {
        let wait: Query = "SELECT pg_advisory_xact_lock(\(Self.lock))"
        _ = try connection.query(wait)
    }

    static func seal(
        _ plain: [UInt8], for column: SecretColumn, row: Int64, with key: SecretKey
    ) throws -> [UInt8] {
        let head = [version] + key.id.bytes
        let box = try AES.GCM.seal(
            plain, using: key.key, authenticating: head + column.associatedData(row: row))
        return head + Array(box.nonce) + Array(box.ciphertext) + Array(box.tag)
    }

    /// The keys of now; an empty array where there are none yet.
    func currentKeys() throws(SecretFileError) -> [SecretKey] {
        let keys = try source.keyring()?.keys ?? []
        remember(keys)
        return keys
    }

    private func keyringForSealing() throws(SecretFileError) -> SecretKeyring {
        let keyring = try source.keyringMakingIt()
        remember(keyring.keys)
        return keyring
    }

    private func key(_ id: SecretKeyID) throws(SecretFileError) -> SecretKey? {
        if let key = known.withLock({ $0[id] }) { return key }
        return try currentKeys().first { $0.id == id }
    }

    private func remember(_ keys: [SecretKey]) {
        known.withLock { known in for key in keys { known[key.id] = key } }
    }
}
