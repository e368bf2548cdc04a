import Hummingbird
import Receivables
import Tenancy
import WebSupport

/// The rejected lines of a file as a list to mend and import.
enum ImportRejectsDownload {
    /// - Throws: `WebError.noSuchAddress` where there are none, or not any more.
    static func response(
        _ scope: Scope, _ uploads: ImportUploadService, _ upload: ImportUpload,
        _ context: AppRequestContext
    ) async throws -> Response {
        // While it is imported the file grows; it stays empty where the import came to nothing.
        guard upload.state != .importing else { throw WebError.noSuchAddress }
        let path = uploads.folder.rejectsPath(of: upload.token)
        let body: ResponseBody
        do {
            body = try await FileIO().loadFile(path: path, context: context)
        } catch {
            throw WebError.noSuchAddress
        }
        guard body.contentLength != 0 else { throw WebError.noSuchAddress }
        try await uploads.recordRejectsExport(scope, upload)
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8",
                .contentDisposition: "attachment; filename=\"rejects.csv\"",
                .cacheControl: "private, no-store",
            ], body: body)
    }
}
