import Kernel
import PostgresClient

/// When an event was sealed, and since when nothing had waited: what its own time is held against.
struct AuditSealTimes: Sendable {
    /// The longest a statement of this program may take, and so an event's transaction.
    static let tolerance: Duration = .seconds(600)

    /// The columns that `init` decodes, of `audit_seals AS s`.
    static let columns: Query = "s.sealed_at, s.caught_up, s.not_before"
    static let columnCount = 3

    let sealedAt: Instant
    /// Whether nothing waited any more then.
    let isCaughtUp: Bool
    /// When nothing had waited before; nil where the sealer did not know.
    let notBefore: Instant?

    /// What an event that is found later is not older than.
    var laterNotBefore: Instant? { isCaughtUp ? sealedAt : notBefore }

    var canonical: [Int64] {
        [
            sealedAt.microsecondsSince2000, isCaughtUp ? 1 : 0,
            notBefore?.microsecondsSince2000 ?? .min,
        ]
    }

    /// Whether something that was done then could have been found only now.
    func fit(_ time: Instant) -> Bool {
        guard time <= sealedAt.adding(Self.tolerance) else { return false }
        return notBefore.map { time.adding(Self.tolerance) >= $0 } ?? true
    }
}

extension AuditSealTimes {
    /// - Parameter first: the place of the first of `columns`.
    init(_ row: Row, from first: Int) throws {
        sealedAt = try row.decode(first)
        isCaughtUp = try row.decode(first + 1)
        notBefore = try row.decode(first + 2, as: Instant?.self)
    }
}
