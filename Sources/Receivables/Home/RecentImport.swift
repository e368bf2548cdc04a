package import Kernel

/// One of the last files that were imported.
package struct RecentImport: Sendable, Equatable {
    package let id: Int64
    package let fileName: String
    package let recordedAt: Instant
    package let actor: String
    package let newCount: Int64
    package let changedCount: Int64
    package let unchangedCount: Int64
    package let rejectedCount: Int64

    package init(
        id: Int64, fileName: String, recordedAt: Instant, actor: String, newCount: Int64,
        changedCount: Int64, unchangedCount: Int64, rejectedCount: Int64
    ) {
        self.id = id
        self.fileName = fileName
        self.recordedAt = recordedAt
        self.actor = actor
        self.newCount = newCount
        self.changedCount = changedCount
        self.unchangedCount = unchangedCount
        self.rejectedCount = rejectedCount
    }
}
