package import Kernel
import Synchronization

/// What a request read of the versions of data, and what of its answer they vouch for.
package final class VersionReading: Sendable {
    /// A kept answer that was given: for as long as these hold, so does it.
    package struct Kept: Sendable {
        package let tenant: ID<Tenant>
        package let version: DataVersion
        package let until: Instant
    }

    private struct State {
        var shared: DataVersion?
        var kept: Kept?
        var until: Instant?
    }

    /// That of the request which the task answers.
    @TaskLocal package static var current: VersionReading?

    /// When the request began: what was read of the versions after that is new enough for all of
    /// it, unless it takes long.
    let since: ContinuousClock.Instant
    private let state = Mutex(State())

    package init(since: ContinuousClock.Instant = .now) {
        self.since = since
    }

    /// Whether it began longer ago.
    package func isOlder(than age: Duration) -> Bool { .now - since > age }

    /// What all tenants share was at before anything of it was looked at; nil while nothing was.
    package var shared: DataVersion? { state.withLock { $0.shared } }

    /// The kept answer that was given, with the first time at which anything ends that it was given
    /// for; nil where none was.
    package var kept: Kept? {
        state.withLock { state in
            state.kept.map {
                Kept(
                    tenant: $0.tenant, version: $0.version,
                    until: min($0.until, state.until ?? $0.until))
            }
        }
    }

    /// What was found out about the sender ends by itself then.
    package func ends(at end: Instant) {
        state.withLock { $0.until = min($0.until ?? end, end) }
    }

    package func gave(keptFor tenant: ID<Tenant>, at version: DataVersion, until: Instant) {
        state.withLock { $0.kept = Kept(tenant: tenant, version: version, until: until) }
    }

    func read(shared version: DataVersion) {
        state.withLock { state in
            if state.shared == nil { state.shared = version }
        }
    }
}
