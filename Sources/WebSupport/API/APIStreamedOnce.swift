import Crypto
import Hummingbird
package import Tenancy

/// What stands for a request that may be sent again, while its body is still coming.
package struct APIStreamedOnce {
    private let key: String
    private var hash = SHA256()

    /// What stands for a request, before any of its body; nil where its sender gave no key. An
    /// address is the same with and without a slash at its end.
    ///
    /// - Throws: `OnceError.key`.
    init?(_ request: Request) throws(OnceError) {
        guard let key = request.headers[HeaderNames.onceKey] else { return nil }
        let path = request.uri.path
        let slash = path.hasSuffix("/") ? "" : "/"
        let query = request.uri.query.map { "?\($0)" } ?? ""
        try self.init(key: key, head: "\(request.method.rawValue) \(path)\(slash)\(query)\n")
    }

    /// - Parameter head: what it is about besides its body.
    /// - Throws: `OnceError.key`.
    private init(key: String, head: String) throws(OnceError) {
        // Checked now: a file that comes in vain may be large.
        _ = try OnceRequest(key: key, digest: [])
        self.key = key
        hash.update(data: Array(head.utf8))
    }

    /// The same with all of the request's body.
    ///
    /// - Throws: `OnceError.key`.
    static func request(_ request: Request, _ body: [UInt8]) throws(OnceError) -> OnceRequest? {
        guard var sent = try APIStreamedOnce(request) else { return nil }
        sent.append(body)
        return try sent.request()
    }

    package mutating func append(_ bytes: [UInt8]) {
        hash.update(data: bytes)
    }

    /// - Throws: `OnceError.key`.
    package func request() throws(OnceError) -> OnceRequest {
        try OnceRequest(key: key, digest: Array(hash.finalize()))
    }
}
