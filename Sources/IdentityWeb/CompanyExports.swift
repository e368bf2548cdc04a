package import Tenancy
package import WebSupport

/// Everything of a company as one file: who writes it, and who hands it out.
package struct CompanyExports: Sendable {
    let desk: ExportDesk
    let write: @Sendable (Scope, String) async throws -> Void

    /// - Parameter write: writes the file at a path at which there is none.
    package init(
        desk: ExportDesk, write: @escaping @Sendable (Scope, String) async throws -> Void
    ) {
        self.desk = desk
        self.write = write
    }
}
