import Kernel
import WebSupport

/// Why one of the things of a batch cannot be made, and which it is.
struct BatchItemError: PointedError {
    /// From 0.
    let index: Int
    let reason: any DomainError

    var kind: ErrorKind { reason.kind.ofBody }
    var code: String { reason.code }
    var userMessage: String { reason.userMessage }

    var pointer: String? {
        let place = "/items/\(index)"
        return NewMember.of(reason).map { "\(place)/\($0)" } ?? place
    }
}
