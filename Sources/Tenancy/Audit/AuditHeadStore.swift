/// Where the end of the chain is kept.
package struct AuditHeadStore: Sendable {
    let read: @Sendable () throws -> AuditHead?
    let write: @Sendable (AuditHead) throws -> Void

    /// - Parameters:
    ///   - read: nil where none was kept yet.
    ///   - write: keeps it for good before it returns.
    package init(
        read: @escaping @Sendable () throws -> AuditHead?,
        write: @escaping @Sendable (AuditHead) throws -> Void
    ) {
        self.read = read
        self.write = write
    }
}
