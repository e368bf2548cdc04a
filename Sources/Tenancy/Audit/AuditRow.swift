import Kernel
import PostgresClient

/// An event as it is stored, in the one form that is sealed.
struct AuditRow: Sendable {
    /// The columns that `init` decodes, of `audit_events AS e`.
    static let columns: Query = """
        e.id, e.at, e.tenant_id::text, e.actor_kind, e.actor_id::text, e.action, e.object_kind,
            e.object_id, e.before::text, e.after::text, e.address, e.request_id,
            encode(e.actor_digest, 'hex'), encode(e.object_digest, 'hex'), e.ids::text
        """
    private static let version: UInt8 = 3
    private static let textColumns = 13
    static let columnCount = 2 + textColumns

    let id: Int64
    let at: Instant
    /// Every column with its length before it, so that no two events have the same bytes.
    let canonical: [UInt8]

    /// - Parameter first: the place of the first of `columns`.
    init(_ row: Row, from first: Int = 0) throws {
        id = try row.int64(first)
        at = try row.decode(first + 1)
        var bytes = [Self.version]
        Self.append("\(id)", to: &bytes)
        Self.append("\(at.microsecondsSince2000)", to: &bytes)
        for column in 0..<Self.textColumns {
            Self.append(try row.decode(first + 2 + column, as: String?.self), to: &bytes)
        }
        canonical = bytes
    }

    private static func append(_ text: String?, to bytes: inout [UInt8]) {
        guard let text else { return bytes.append(0) }
        bytes.append(1)
        let utf8 = Array(text.utf8)
        withUnsafeBytes(of: UInt32(utf8.count).bigEndian) { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: utf8)
    }
}
