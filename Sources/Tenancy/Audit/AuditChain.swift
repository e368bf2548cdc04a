import Crypto

/// How an event is bound to the one sealed before it: by a hash that nobody can make without the
/// key.
package struct AuditChain: Sendable {
    package static let keyBytes = 32
    /// What stands before the first seal.
    static let start = [UInt8](repeating: 0, count: 32)

    private let key: SymmetricKey

    /// - Parameter key: bytes that nobody but the program knows.
    package init(key: [UInt8]) {
        self.key = SymmetricKey(data: key)
    }

    func hash(
        after previous: [UInt8], number: Int64, at times: AuditSealTimes, _ row: AuditRow
    ) -> [UInt8] {
        var code = HMAC<SHA256>(key: key)
        code.update(data: previous)
        for value in [number] + times.canonical {
            withUnsafeBytes(of: value.bigEndian) { code.update(data: $0) }
        }
        code.update(data: row.canonical)
        return Array(code.finalize())
    }
}
