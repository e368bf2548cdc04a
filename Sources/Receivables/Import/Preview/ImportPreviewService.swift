import Formats
import Kernel
import PostgresClient
package import Tenancy

/// Looks at the beginning of a file as an import would read it.
package struct ImportPreviewService: Sendable {
    /// The rows that are read for it.
    package static let rowsMax = 10_000
    /// The rows that are shown.
    static let rowsShown = 20

    let database: TenantDatabase
    let uploads: ImportUploadService

    package init(database: TenantDatabase, uploads: ImportUploadService) {
        self.database = database
        self.uploads = uploads
    }

    /// - Throws: `DomainError` for a file that is none that can be imported, however its columns
    ///   are called.
    package func preview(_ scope: Scope, _ upload: ImportUpload) async throws -> ImportPreview {
        try scope.require(.importData)
        let request = uploads.request(upload, isDryRun: true)
        return try await database.transaction(scope) { connection in
            let file = try ImportFile(request.origin)
            do {
                return try Self.preview(scope, request, file, mustConvert: false, on: connection)
            } catch ImportError.file(.invalidUTF8) {
                return try Self.preview(scope, request, file, mustConvert: true, on: connection)
            } catch CSVError.invalidUTF8 {
                return try Self.preview(scope, request, file, mustConvert: true, on: connection)
            } catch let error as CSVError {
                throw ImportError.file(error)
            } catch TableError.empty {
                throw ImportError.file(.empty)
            } catch TableError.text(let error) {
                throw ImportError.file(error)
            }
        }
    }

    private static func preview(
        _ scope: Scope, _ request: ImportRequest, _ file: ImportFile, mustConvert: Bool,
        on connection: isolated PostgresConnection
    ) throws -> ImportPreview {
        let intake = ImportIntake(
            scope: scope, request: request, file: file, mustConvert: mustConvert,
            progress: { _ in }, rowsMax: rowsMax)
        let options = intake.options(try intake.mappings(on: connection))
        let look = try? ImportHeaderLook(file, options)
        let remembered = look.flatMap { options.mappings[$0.header.shape] }
        let isRemembered = request.columnMap.isEmpty && remembered != nil
        do {
            let material = try intake.material(on: connection)
            let fields = ImportPreviewReader.fields(material)
            return ImportPreview(
                columns: look?.columns(fields) ?? [],
                outcome: .understood(
                    try ImportPreviewReader(scope, request, material).understood(rowsShown)),
                isMapRemembered: isRemembered)
        } catch let error as any DomainError where Self.isOfColumns(error) {
            let map = request.columnMap.isEmpty ? remembered ?? [:] : request.columnMap
            return ImportPreview(
                columns: look?.columns(map.filter { !ImportColumnMap.isIgnored($0.value) }) ?? [],
                outcome: .refused(code: error.code, sentence: error.userMessage),
                isMapRemembered: isRemembered)
        }
    }

    /// Whether naming the columns may help.
    private static func isOfColumns(_ error: any DomainError) -> Bool {
        switch error {
        case let error as ConversionError:
            switch error {
            case .noHeader, .missingColumn, .unknownHeader, .unknownField: true
            default: false
            }
        case let error as ImportError:
            switch error {
            case .unrecognised, .missingColumn, .repeatedColumn, .mixedForms, .unknownHeader,
                .unknownField, .mixedDates:
                true
            default: false
            }
        default: false
        }
    }
}
