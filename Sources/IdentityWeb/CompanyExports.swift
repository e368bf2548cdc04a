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

    func work(_ scope: Scope) -> ExportWork {
        ExportWork(
            title: "Everything of \(scope.tenant.name)",
            fileName: "\(scope.tenant.name)-everything.zip", contentType: "application/zip",
            progress: { "Reading every table" },
            run: { [write] in try await write(scope, $0) })
    }
}
