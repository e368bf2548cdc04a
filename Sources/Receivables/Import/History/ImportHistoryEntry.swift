package import Kernel

/// One import that was stored.
package struct ImportHistoryEntry: Hashable, Sendable {
    package let id: Int64
    package let recordedAt: Instant
    /// Who brought it in.
    package let actor: String
    package let fileName: String
    package let form: ImportForm
    /// What it was recognised as, such as `quickbooks-online-aging-detail`.
    package let formID: String
    package let formTitle: String
    package let asOf: LocalDate?
    package let isComplete: Bool
    package let rows: Int64
    package let customers: Int64
    package let contacts: Int64
    package let new: Int64
    package let changed: Int64
    package let unchanged: Int64
    package let rejected: Int64
    package let warnings: [String]
    /// Set when it was undone.
    package let undoneAt: Instant?
    package let undoneBy: String?
}
