import Hummingbird
import Kernel
import Tenancy

/// The JSON of an answer, with what it was made from.
struct KeptAnswer: Sendable {
    private static let stampBytes = 8

    let body: ByteBuffer
    let tag: EntityTag
    let version: DataVersion
    let madeAt: Instant

    init(_ bytes: [UInt8], version: DataVersion, madeAt: Instant) {
        body = ByteBuffer(bytes: bytes)
        tag = EntityTag(bytes)
        self.version = version
        self.madeAt = madeAt
    }

    /// Reads what servers share; nil where it is not that.
    init?(shared bytes: [UInt8], version: DataVersion) {
        guard bytes.count > Self.stampBytes else { return nil }
        let stamp = bytes.prefix(Self.stampBytes).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        self.init(
            Array(bytes.dropFirst(Self.stampBytes)), version: version,
            madeAt: Instant(microsecondsSince2000: Int64(bitPattern: stamp)))
    }

    /// As servers share it: when it was made, in microseconds since 2000 with the highest byte
    /// first, and the JSON.
    var shared: [UInt8] {
        let stamp = UInt64(bitPattern: madeAt.microsecondsSince2000)
        return (0..<Self.stampBytes).map { UInt8(truncatingIfNeeded: stamp >> (56 - 8 * $0)) }
            + Array(body.readableBytesView)
    }

    /// A clock that was set back makes nothing last longer.
    func isFresh(at now: Instant, lifetime: Duration) -> Bool {
        let age = now.duration(since: madeAt)
        return age >= .zero && age < lifetime
    }

    /// The whole answer, or that the sender of the request has it already.
    func response(to request: Request) -> Response {
        var response = tag.matches(request) ? Response(status: .notModified) : .json(body)
        response.headers[.eTag] = tag.text
        response.headers[.cacheControl] = "private, no-cache"
        return response
    }
}
