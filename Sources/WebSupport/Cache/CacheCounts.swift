/// What became of the questions whose answers may be kept, since the server began.
package struct CacheCounts: Hashable, Sendable {
    /// Answered with what this process kept.
    package var hits = 0
    /// Given again on their connection, as they had gone out.
    package var readyHits = 0
    /// Answered with what servers share.
    package var sharedHits = 0
    /// Computed.
    package var misses = 0
    /// Forgotten to make room.
    package var evictions = 0
    /// Answers kept in this process now, and their bytes.
    package var entries = 0
    package var bytes = 0

    package init() {}

    /// The part of the questions that was not computed, 0 to 1; nil before the first.
    package var hitRatio: Double? {
        let found = readyHits + hits + sharedHits
        return found + misses == 0 ? nil : Double(found) / Double(found + misses)
    }
}
