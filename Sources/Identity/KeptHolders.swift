import Kernel
import Synchronization
import Tenancy

/// Who holds the sessions, or the keys, that were used a moment ago: a page with its parts asks
/// once. They are kept for no longer than nobody has changed who may do what, in this process or
/// another one.
final class KeptHolders<Key: Hashable & Sendable, Holder: Sendable>: Sendable {
    private struct Kept {
        let holder: Holder
        let expiresAt: Instant
        let readAt: Instant
        let version: DataVersion?
    }

    private struct State {
        var kept: [Key: Kept] = [:]
        /// Counts what was forgotten, so that an answer read before is not kept afterwards.
        var ends = 0
    }

    private static var freshness: Duration { .seconds(3) }
    private static var keptMax: Int { 10_000 }

    private let versions: DataVersions?
    private let state = Mutex(State())

    /// - Parameter versions: tells what other processes changed; nil where they are noticed only
    ///   after the moment.
    init(versions: DataVersions?) {
        self.versions = versions
    }

    /// - Parameter read: who holds it, from the database, and until when.
    func find(
        _ key: Key, at now: Instant,
        _ read: () async throws -> (holder: Holder, expiresAt: Instant)?
    ) async throws -> Holder? {
        let version = try await versions?.currentOfAll()
        let (known, ends) = state.withLock { ($0.kept[key], $0.ends) }
        if let known, known.version == version, known.expiresAt > now,
            Self.isFresh(known, at: now)
        {
            VersionReading.current?.ends(at: known.expiresAt)
            return known.holder
        }
        guard let found = try await read() else { return nil }
        VersionReading.current?.ends(at: found.expiresAt)
        keep(
            Kept(
                holder: found.holder, expiresAt: found.expiresAt, readAt: now, version: version),
            of: key, unlessEndedSince: ends)
        return found.holder
    }

    /// After somebody holds it no more.
    func forget(_ key: Key) {
        state.withLock { state in
            state.kept[key] = nil
            state.ends += 1
        }
    }

    func forgetAll() {
        state.withLock { state in
            state.kept.removeAll()
            state.ends += 1
        }
    }

    private func keep(_ kept: Kept, of key: Key, unlessEndedSince ends: Int) {
        state.withLock { state in
            guard state.ends == ends else { return }
            if state.kept.count >= Self.keptMax {
                state.kept = state.kept.filter { Self.isFresh($0.value, at: kept.readAt) }
                if state.kept.count >= Self.keptMax { state.kept.removeAll() }
            }
            state.kept[key] = kept
        }
    }

    /// A clock that was set back makes nothing last longer.
    private static func isFresh(_ kept: Kept, at now: Instant) -> Bool {
        let age = now.duration(since: kept.readAt)
        return age >= .zero && age < freshness
    }
}
