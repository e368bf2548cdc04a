import Kernel
import Synchronization

/// When a sealer last found nothing that waited. Kept in the process and not in the database,
/// where whoever adds an old event could change it as well.
final class AuditLooks: Sendable {
    private let latest = Mutex<Instant?>(nil)

    var last: Instant? { latest.withLock { $0 } }

    func note(_ time: Instant) {
        latest.withLock { $0 = max($0 ?? time, time) }
    }
}
