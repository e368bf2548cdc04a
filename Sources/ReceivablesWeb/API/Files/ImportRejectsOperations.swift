import Hummingbird
import Kernel
import Receivables
import Tenancy
import WebSupport

/// The operations that give back the lines of files that were not taken.
struct ImportRejectsOperations: Sendable {
    private static let path = "/api/v1/imports"
    private static let id = APIParameter<String>.path("id", "The import's id.", .id)
    private static let token = APIParameter<String>.path(
        "token", "The file's id.",
        .text(APIText(pattern: "^[0-9a-f]{32}$", example: "0123456789abcdef0123456789abcdef")))
    private static let about =
        "As a list that can be mended and imported: our names for the file's columns, its cells, and"
        + " behind them `Line`, counted from 1 in the file that was sent, and `Reason`. They are"
        + " kept for two weeks, whether or not the server still has the file's `report`."
    private static let answer = APIAnswer(.ok, "The list.", nil, types: ["text/csv"])

    let desk: ImportDesk
    let environment: WebEnvironment

    var all: [APIOperation] { [ofImport, ofFile] }

    private var ofImport: APIOperation {
        let (desk, environment) = (desk, environment)
        return APIOperation(
            plain: .get, "\(Self.path)/:id/rejects", "getImportRejects", .files,
            "The rejected lines of an import", answer: Self.answer
        ) { request, context in
            let scope = try await environment.tenants.scope(of: request, context)
            try scope.require(.importData)
            guard let id = ID<ImportHistoryEntry>(try context.parameters.require("id")),
                try await desk.history.find(scope, id.rawValue) != nil
            else { throw ImportFileError.unknownImport }
            guard let upload = try await desk.uploads.file(scope, ofImport: id.rawValue) else {
                throw ImportFileError.noRejects
            }
            return try await Self.response(scope, desk, upload, context)
        }.with {
            $0.about = Self.about
            $0.permission = .importData
            $0.parameters = [Self.id.info]
            $0.problems = [ImportFileError.unknownImport, ImportFileError.noRejects]
        }
    }

    private var ofFile: APIOperation {
        let (desk, environment) = (desk, environment)
        return APIOperation(
            plain: .get, "\(Self.path)/files/:token/rejects", "getImportFileRejects", .files,
            "The rejected lines of a file that was sent to be imported", answer: Self.answer
        ) { request, context in
            let scope = try await environment.tenants.scope(of: request, context)
            try scope.require(.importData)
            let token = try ImportAddress.token(context)
            let upload = try await desk.uploads.find(scope, token)
            return try await Self.response(scope, desk, upload, context)
        }.with {
            $0.about = "For whoever sent it, also where nothing of it was stored. " + Self.about
            $0.permission = .importData
            $0.parameters = [Self.token.info]
            $0.problems = [ImportUploadError.unknown, ImportFileError.noRejects]
        }
    }

    /// - Throws: `ImportFileError.noRejects`.
    private static func response(
        _ scope: Scope, _ desk: ImportDesk, _ upload: ImportUpload, _ context: AppRequestContext
    ) async throws -> Response {
        do {
            return try await ImportRejectsDownload.response(scope, desk.uploads, upload, context)
        } catch WebError.noSuchAddress {
            throw ImportFileError.noRejects
        }
    }
}
