package import Kernel
import Receivables
package import Tenancy

extension Services {
    /// Removes companies whose days of grace are over, with the files that wait for them. Files
    /// that were made for them have been gone since an hour after they were closed.
    ///
    /// - Returns: their names.
    package func purgeTenants(at now: Instant) async throws -> [TenantName] {
        let folder = uploads
        let gone = try await tenants.purge(at: now, by: AuditSource(.system)) {
            tenant, connection in
            let tokens = try UploadFolder.tokens(of: tenant, on: connection)
            return { for token in tokens { folder.remove(token) } }
        }
        // What a killed server did not come to.
        folder.purge()
        return gone
    }
}
