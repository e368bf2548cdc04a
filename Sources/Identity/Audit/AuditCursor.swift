import Kernel

/// Where a page of records ends and the next one begins.
package struct AuditCursor: Hashable, Sendable {
    /// Where the year 10000 begins; the database refuses what is much later.
    private static let microsecondsMax =
        (Int64(LocalDate.max.daysSince2000) + 1) * 86_400 * 1_000_000

    let at: Instant
    let id: Int64

    init(at: Instant, id: Int64) {
        self.at = at
        self.id = id
    }

    /// nil for what is none.
    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } }),
            let micros = Int64(parts[0]), micros <= Self.microsecondsMax, let id = Int64(parts[1])
        else { return nil }
        self.init(at: Instant(microsecondsSince2000: micros), id: id)
    }

    package var text: String { "\(at.microsecondsSince2000)-\(id)" }
}
