import Kernel
import Synchronization
import Tenancy

/// Who holds the keys that were used a moment ago, for as long as nobody has changed who may do
/// what, in this process or another one.
final class KeptHolders: Sendable {
    private struct Kept {
        let holder: KeyHolder
        let expiresAt: Instant
        let readAt: Instant
        let version: DataVersion
    }

    private static let freshness: Duration = .seconds(3)
    private static let keptMax = 10_000

    private let versions: DataVersions
    private let kept = Mutex<[[UInt8]: Kept]>([:])

    init(versions: DataVersions) {
        self.versions = versions
    }

    /// - Parameter read: who holds it, from the database, and until when.
    func find(
        _ hash: [UInt8], at now: Instant,
        _ read: () async throws -> (holder: KeyHolder, expiresAt: Instant)?
    ) async throws -> KeyHolder? {
        let version = try await versions.currentOfAll()
        if let known = kept.withLock({ $0[hash] }), known.version == version,
            known.expiresAt > now, Self.isFresh(known, at: now)
        {
            VersionReading.current?.ends(at: known.expiresAt)
            return known.holder
        }
        guard let found = try await read() else { return nil }
        VersionReading.current?.ends(at: found.expiresAt)
        kept.withLock { kept in
            if kept.count >= Self.keptMax {
                kept = kept.filter { Self.isFresh($0.value, at: now) }
                if kept.count >= Self.keptMax { kept.removeAll() }
            }
            kept[hash] = Kept(
                holder: found.holder, expiresAt: found.expiresAt, readAt: now, version: version)
        }
        return found.holder
    }

    /// A clock that was set back makes nothing last longer.
    private static func isFresh(_ kept: Kept, at now: Instant) -> Bool {
        let age = now.duration(since: kept.readAt)
        return age >= .zero && age < freshness
    }
}
