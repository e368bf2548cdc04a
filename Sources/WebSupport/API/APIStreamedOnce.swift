import Crypto
package import Tenancy

/// What stands for a request that may be sent again, while its body is still coming.
package struct APIStreamedOnce {
    private let key: String
    private var hash = SHA256()

    /// - Parameter head: what it is about besides its body.
    /// - Throws: `OnceError.key`.
    init(key: String, head: String) throws(OnceError) {
        // Checked now: a file that comes in vain may be large.
        _ = try OnceRequest(key: key, digest: [])
        self.key = key
        hash.update(data: Array(head.utf8))
    }

    package mutating func append(_ bytes: [UInt8]) {
        hash.update(data: bytes)
    }

    /// - Throws: `OnceError.key`.
    package func request() throws(OnceError) -> OnceRequest {
        try OnceRequest(key: key, digest: Array(hash.finalize()))
    }
}
