/// Where several servers keep answers together. It may be away or lose anything at any time.
package struct SharedAnswers: Sendable {
    /// What was kept under a name; nil for nothing, also where it is away.
    package let find: @Sendable (String) async -> [UInt8]?
    /// Keeps it for so long, if it can.
    package let keep: @Sendable (String, [UInt8], Duration) async -> Void

    package init(
        find: @escaping @Sendable (String) async -> [UInt8]?,
        keep: @escaping @Sendable (String, [UInt8], Duration) async -> Void
    ) {
        self.find = find
        self.keep = keep
    }
}
