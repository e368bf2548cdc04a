import Formats
import Kernel
import PostgresClient
package import Tenancy

/// Takes lists of documents from CSV files into the books.
///
/// A file is one transaction: it is whole or not there, whatever happens meanwhile. Importing it
/// again changes nothing; a corrected file changes just what differs. Memory stays flat.
package struct ImportService: Sendable {
    let database: TenantDatabase

    package init(database: TenantDatabase) {
        self.database = database
    }

    /// Imports one file. Imports of one tenant run one after the other.
    ///
    /// - Parameter progress: called from the thread that reads the file.
    /// - Throws: `ImportError`, `TenancyError`, `PostgresError`; nothing is stored then. Rejected
    ///   lines are no error.
    package func run(
        _ scope: Scope, _ request: ImportRequest,
        progress: @escaping @Sendable (ImportProgress) -> Void = { _ in }
    ) async throws -> ImportReport {
        try scope.require(.importData)
        let file = try ImportFile(request.origin)
        @Sendable func attempt(mustConvert: Bool) async throws -> ImportReport {
            try await run(scope, request, progress: progress) { connection in
                try ImportIntake(
                    scope: scope, request: request, file: file, mustConvert: mustConvert,
                    progress: progress
                ).material(on: connection)
            }
        }
        do {
            return try await attempt(mustConvert: false)
        } catch ImportError.file(.invalidUTF8) {
            // Met in the middle of what began like a plain list.
            return try await attempt(mustConvert: true)
        }
    }

    /// Imports what is already a converted list, as `ListConverter` writes it.
    func run(
        _ scope: Scope, _ request: ImportRequest, converted understanding: ImportUnderstanding
    ) async throws -> ImportReport {
        try await run(scope, request, progress: { _ in }) { _ in
            try ImportMaterial(
                scope, request, list: ImportFile(request.origin), understanding: understanding)
        }
    }

    private func run(
        _ scope: Scope, _ request: ImportRequest, progress: @Sendable (ImportProgress) -> Void,
        material: @Sendable (isolated PostgresConnection) throws -> ImportMaterial
    ) async throws -> ImportReport {
        try scope.require(.importData)
        do {
            return try await database.transaction(scope) { connection in
                let run = ImportRun(scope, request, try material(connection))
                let report = try run.store(on: connection, progress: progress)
                guard report.isStored else { throw ImportRollback(report: report) }
                return report
            }
        } catch let rollback as ImportRollback {
            return rollback.report
        } catch let error as CSVError {
            throw ImportError.file(error)
        } catch TableError.empty {
            throw ImportError.file(.empty)
        } catch TableError.text(let error) {
            throw ImportError.file(error)
        } catch let error as PostgresError {
            throw ImportError(error) ?? error
        }
    }
}

/// Ends the transaction without storing anything and without losing what was found out.
private struct ImportRollback: Error {
    let report: ImportReport
}
