import BooksTestSupport
import PostgresClient
import Synchronization
import Tenancy

/// Records of a tenant, sealed with a key of the test and an end that is kept in memory.
final class AuditSite: Sendable {
    let books: Books
    let sealer: AuditSealer
    let verifier: AuditVerifier
    let end: Kept

    init(_ books: Books, key: [UInt8] = Array(0..<32)) {
        self.books = books
        let chain = AuditChain(key: key)
        let kept = Kept()
        let store = AuditHeadStore(read: { kept.head }, write: { kept.head = $0 })
        end = kept
        sealer = AuditSealer(owner: books.installation.owner, chain: chain, head: store)
        verifier = AuditVerifier(pool: books.pool, chain: chain, head: store)
    }

    /// The end of the chain outside the database.
    final class Kept: Sendable {
        private let value = Mutex<AuditHead?>(nil)
        var head: AuditHead? {
            get { value.withLock { $0 } }
            set { value.withLock { $0 = newValue } }
        }
    }

    /// Records so many events.
    func record(_ count: Int) async throws {
        for number in 0..<count {
            let event = AuditEvent(
                .memberRoleChanged, AuditObject(.user, number), before: ["role": "viewer"],
                after: ["role": "admin"])
            try await books.database.record(books.scope, event)
        }
    }

    func problems() async throws -> [AuditProblem.Kind] {
        try await verifier.verify().problems.map(\.kind)
    }

    /// As somebody who has the whole server but not the key.
    func tamper(_ statements: Query...) async throws {
        try await books.installation.administer { connection in
            for statement in statements { try connection.execute(statement) }
        }
    }
}
