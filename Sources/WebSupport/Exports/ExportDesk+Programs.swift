package import Tenancy

/// Files for programs, which come back for what takes long.
extension ExportDesk {
    /// Takes a file on, and tells how far it is when it is done or a while is over.
    ///
    /// - Throws: `ExportStoreError.tooMany`, `.noRoom`; `WebError.stopping`.
    package func begin(
        _ work: ExportWork, _ scope: Scope, atMost patience: Duration
    ) async throws -> ExportListing {
        let owner = try await store.owner(scope)
        let id = try await store.start(work, for: owner)
        await store.wait(for: id, atMost: patience)
        guard let found = await store.listings(of: owner).first(where: { $0.id == id }) else {
            throw ExportStoreError.unknown
        }
        return found
    }
}
