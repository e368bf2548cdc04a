import Hummingbird
import Synchronization

/// The bytes of a static file as they are sent: plain, and packed once, when somebody first
/// takes them so.
final class StaticBody: Sendable {
    private enum Packed {
        case notYet
        case made(ByteBuffer?)
    }

    let plain: ByteBuffer
    private let kept = Mutex(Packed.notYet)

    init(_ bytes: [UInt8]) {
        plain = ByteBuffer(bytes: bytes)
    }

    /// nil when packing saves nothing.
    var packed: ByteBuffer? {
        kept.withLock { kept in
            if case .made(let packed) = kept { return packed }
            let packed = Gzip.pack(Array(plain.readableBytesView)).map(ByteBuffer.init(bytes:))
            kept = .made(packed)
            return packed
        }
    }
}
