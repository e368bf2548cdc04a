package import Kernel

/// What undoing an import would take back, or why it cannot be undone.
package struct ImportUndoPlan: Hashable, Sendable {
    /// The blockers that a plan lists; `blocked` counts all of them.
    package static let blockersMax = 50

    /// Documents that the import created, which become void.
    package let documents: Int64
    /// What those amount to, in the tenant's currency.
    package let amount: Money
    /// Older documents that it changed, which are put back.
    package let corrected: Int64
    /// Applications of payments that it made or took back.
    package let allocations: Int64
    package let blockers: [ImportUndoBlocker]
    package let blocked: Int64

    package var isPossible: Bool { blocked == 0 }
}
