import Identity
import PostgresClient
package import Tenancy

/// The chain of seals of an installation: its key and where its end is kept.
package struct AuditKeeping: Sendable {
    private static let keyName = "audit.key"
    private static let headName = "audit.head"

    package let sealer: AuditSealer
    package let verifier: AuditVerifier

    /// - Throws: `SecretFileError`.
    package init(_ configuration: Configuration, _ database: Database) throws {
        let directory = configuration.dataDirectory
        let chain = AuditChain(key: try configuration.auditKey ?? Self.key(in: directory))
        let file = SecretFile(Self.headName, in: directory)
        let head = AuditHeadStore(
            read: {
                guard let bytes = try file.read() else { return nil }
                guard let head = AuditHead(text: String(decoding: bytes, as: UTF8.self)) else {
                    throw SecretFileError.damaged(path: file.path)
                }
                return head
            },
            write: { try file.replace(with: Array($0.text.utf8)) })
        sealer = AuditSealer(owner: database.owner, chain: chain, head: head)
        verifier = AuditVerifier(pool: database.pool, chain: chain, head: head)
    }

    private static func key(in directory: String) throws(SecretFileError) -> [UInt8] {
        let file = SecretFile(keyName, in: directory)
        let key = try file.load { SecretFile.random(bytes: AuditChain.keyBytes) }
        guard key.count == AuditChain.keyBytes else { throw .damaged(path: file.path) }
        return key
    }
}
